/** A CT series to try PCIM with where no images are at hand: slices of a mathematical head, of no real person. */
@NullMarked
package org.pcim.examples.phantom;

import org.jspecify.annotations.NullMarked;
