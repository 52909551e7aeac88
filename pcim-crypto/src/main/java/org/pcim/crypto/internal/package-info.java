/** OpenPGP messages as PCIM writes and reads them: packets, SEIPDv2, key derivation. */
@NullMarked
package org.pcim.crypto.internal;

import org.jspecify.annotations.NullMarked;
