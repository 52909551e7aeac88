@NullMarked
package org.pcim.examples;

import org.jspecify.annotations.NullMarked;
