/** An image store in a directory: no server needed. */
@NullMarked
package org.pcim.embedded.store;

import org.jspecify.annotations.NullMarked;
