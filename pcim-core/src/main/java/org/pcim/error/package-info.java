/** The failures of PCIM, one type for each stage at which something can fail. */
@NullMarked
package org.pcim.error;

import org.jspecify.annotations.NullMarked;
