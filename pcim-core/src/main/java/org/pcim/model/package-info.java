/** The words of PCIM as values: who takes part, which image, which key, which decision. */
@NullMarked
package org.pcim.model;

import org.jspecify.annotations.NullMarked;
