/** How the client does it. */
@NullMarked
package org.pcim.internal;

import org.jspecify.annotations.NullMarked;
