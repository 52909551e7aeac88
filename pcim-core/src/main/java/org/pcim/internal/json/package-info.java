/** JSON as PCIM reads and writes it. */
@NullMarked
package org.pcim.internal.json;

import org.jspecify.annotations.NullMarked;
