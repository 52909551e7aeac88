/** The access control contract on Ethereum: who pays, and a program that deploys it. */
@NullMarked
package org.pcim.examples.ethereum;

import org.jspecify.annotations.NullMarked;
