/** The interface that the encryption of images implements. */
@NullMarked
package org.pcim.cipher;

import org.jspecify.annotations.NullMarked;
