@NullMarked
package org.pcim.crypto.internal;

import org.jspecify.annotations.NullMarked;
