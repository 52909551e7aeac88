/** That the reports come out. */
@NullMarked
package org.pcim.bench;

import org.jspecify.annotations.NullMarked;
