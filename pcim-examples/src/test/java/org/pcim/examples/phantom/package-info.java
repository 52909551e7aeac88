@NullMarked
package org.pcim.examples.phantom;

import org.jspecify.annotations.NullMarked;
