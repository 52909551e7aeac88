@NullMarked
package org.pcim.internal;

import org.jspecify.annotations.NullMarked;
