@NullMarked
package org.pcim;

import org.jspecify.annotations.NullMarked;
