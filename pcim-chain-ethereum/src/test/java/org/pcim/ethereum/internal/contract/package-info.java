@NullMarked
package org.pcim.ethereum.internal.contract;

import org.jspecify.annotations.NullMarked;
