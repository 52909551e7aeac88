/** Transactions from their preparation to their receipt: nonces, fees, sending, waiting, and those that a payer pays. */
@NullMarked
package org.pcim.ethereum.internal.sending;

import org.jspecify.annotations.NullMarked;
