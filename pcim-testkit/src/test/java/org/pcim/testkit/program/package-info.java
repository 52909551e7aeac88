/** Tests of what runs real programs. */
@NullMarked
package org.pcim.testkit.program;

import org.jspecify.annotations.NullMarked;
