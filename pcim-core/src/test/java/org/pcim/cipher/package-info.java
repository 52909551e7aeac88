@NullMarked
package org.pcim.cipher;

import org.jspecify.annotations.NullMarked;
