@NullMarked
package org.pcim.ethereum.internal.rpc;

import org.jspecify.annotations.NullMarked;
