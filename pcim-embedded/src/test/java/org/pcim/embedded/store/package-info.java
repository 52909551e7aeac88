@NullMarked
package org.pcim.embedded.store;

import org.jspecify.annotations.NullMarked;
