/** JSON as PCIM reads and writes it. */
@NullMarked
package org.pcim.json;

import org.jspecify.annotations.NullMarked;
