/** The interface that a ledger of access decisions implements, with its operations and events. */
@NullMarked
package org.pcim.ledger;

import org.jspecify.annotations.NullMarked;
