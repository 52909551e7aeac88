@NullMarked
package org.pcim.crypto;

import org.jspecify.annotations.NullMarked;
