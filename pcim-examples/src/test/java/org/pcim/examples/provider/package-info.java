/** The contract suite, passed by the example. */
@NullMarked
package org.pcim.examples.provider;

import org.jspecify.annotations.NullMarked;
