/** The parts of the contract suite for access ledgers, by topic. */
@NullMarked
package org.pcim.testkit.ledger;

import org.jspecify.annotations.NullMarked;
