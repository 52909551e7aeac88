/** What participants sign on a ledger, and with which keys. */
@NullMarked
package org.pcim.signing;

import org.jspecify.annotations.NullMarked;
