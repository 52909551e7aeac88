/** The interface that a store of encrypted images implements. */
@NullMarked
package org.pcim.store;

import org.jspecify.annotations.NullMarked;
