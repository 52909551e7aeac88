/** Random sequences of commands, carried out by a ledger and by a model of its rules. */
@NullMarked
package org.pcim.testkit.sequence;

import org.jspecify.annotations.NullMarked;
