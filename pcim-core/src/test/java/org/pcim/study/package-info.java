@NullMarked
package org.pcim.study;

import org.jspecify.annotations.NullMarked;
