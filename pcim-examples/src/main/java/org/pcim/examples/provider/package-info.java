/** An image store to start one's own from; docs/writing-a-provider.md goes through it. */
@NullMarked
package org.pcim.examples.provider;

import org.jspecify.annotations.NullMarked;
