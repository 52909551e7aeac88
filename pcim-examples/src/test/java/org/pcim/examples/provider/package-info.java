/** The contract suites, passed by the examples. */
@NullMarked
package org.pcim.examples.provider;

import org.jspecify.annotations.NullMarked;
