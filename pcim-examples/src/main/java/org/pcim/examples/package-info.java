/** What the example programs share. */
@NullMarked
package org.pcim.examples;

import org.jspecify.annotations.NullMarked;
