/** The access ledger on Ethereum: the Patient-Centric Access Control contract, its deployment, and external signers. */
@NullMarked
package org.pcim.ethereum;

import org.jspecify.annotations.NullMarked;
