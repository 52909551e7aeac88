/** Real programs that tests run: found at the pinned version, run with a deadline. */
@NullMarked
package org.pcim.testkit.program;

import org.jspecify.annotations.NullMarked;
