@NullMarked
package org.pcim.signing;

import org.jspecify.annotations.NullMarked;
