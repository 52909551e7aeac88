/** A SQLite file and folders as the embedded store and the embedded ledger both need them. */
@NullMarked
package org.pcim.embedded.internal;

import org.jspecify.annotations.NullMarked;
