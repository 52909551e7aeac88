/** The paper's access sequence (Figure 4), run on the embedded default and shown step by step. */
@NullMarked
package org.pcim.examples.quickstart;

import org.jspecify.annotations.NullMarked;
