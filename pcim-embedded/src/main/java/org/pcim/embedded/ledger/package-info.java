/** An access ledger in an embedded database: no server needed. */
@NullMarked
package org.pcim.embedded.ledger;

import org.jspecify.annotations.NullMarked;
