package org.pcim.testkit.sequence;

import java.util.List;

/**
 * A sequence that a ledger does not carry out as the model says.
 *
 * @param commands the sequence up to the command at which it shows
 * @param cause what is different there
 */
record Failure(List<Command> commands, RuntimeException cause) {}
