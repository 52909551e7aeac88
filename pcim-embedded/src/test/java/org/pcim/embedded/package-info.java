@NullMarked
package org.pcim.embedded;

import org.jspecify.annotations.NullMarked;
