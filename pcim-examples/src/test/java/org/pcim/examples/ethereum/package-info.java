@NullMarked
package org.pcim.examples.ethereum;

import org.jspecify.annotations.NullMarked;
