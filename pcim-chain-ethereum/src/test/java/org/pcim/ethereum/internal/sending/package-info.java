@NullMarked
package org.pcim.ethereum.internal.sending;

import org.jspecify.annotations.NullMarked;
