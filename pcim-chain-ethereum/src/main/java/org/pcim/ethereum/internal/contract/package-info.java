/** The access control contract: its calls, events and errors, and what is read of it. */
@NullMarked
package org.pcim.ethereum.internal.contract;

import org.jspecify.annotations.NullMarked;
