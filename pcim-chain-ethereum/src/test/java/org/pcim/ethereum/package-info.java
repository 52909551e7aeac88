@NullMarked
package org.pcim.ethereum;

import org.jspecify.annotations.NullMarked;
