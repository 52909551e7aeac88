/**
 * The image cipher in OpenPGP (RFC 9580): {@link org.pcim.crypto.OpenPgpImageCipher}, and the keys that participants use
 * with it: {@link org.pcim.crypto.OpenPgpKeys}.
 */
@NullMarked
package org.pcim.crypto;

import org.jspecify.annotations.NullMarked;
