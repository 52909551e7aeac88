@NullMarked
package org.pcim.content;

import org.jspecify.annotations.NullMarked;
