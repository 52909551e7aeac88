@NullMarked
package org.pcim.ethereum.internal;

import org.jspecify.annotations.NullMarked;
