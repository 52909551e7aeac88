@NullMarked
package org.pcim.embedded.ledger;

import org.jspecify.annotations.NullMarked;
