@NullMarked
package org.pcim.examples.quickstart;

import org.jspecify.annotations.NullMarked;
