@NullMarked
package org.pcim.model;

import org.jspecify.annotations.NullMarked;
