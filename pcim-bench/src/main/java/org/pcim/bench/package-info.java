/** PCIM measured against its peers, in one run on one machine. */
@NullMarked
package org.pcim.bench;

import org.jspecify.annotations.NullMarked;
