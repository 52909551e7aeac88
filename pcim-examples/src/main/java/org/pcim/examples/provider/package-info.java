/** An image store and an access ledger to start one's own from; docs/writing-a-provider.md goes through them. */
@NullMarked
package org.pcim.examples.provider;

import org.jspecify.annotations.NullMarked;
