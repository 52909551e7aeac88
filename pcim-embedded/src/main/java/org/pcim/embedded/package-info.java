/** An image store in a directory, an access ledger in an embedded database: no server needed. */
@NullMarked
package org.pcim.embedded;

import org.jspecify.annotations.NullMarked;
