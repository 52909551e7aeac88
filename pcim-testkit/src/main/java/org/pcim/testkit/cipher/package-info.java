/** The parts of the contract suite for image ciphers, by topic. */
@NullMarked
package org.pcim.testkit.cipher;

import org.jspecify.annotations.NullMarked;
