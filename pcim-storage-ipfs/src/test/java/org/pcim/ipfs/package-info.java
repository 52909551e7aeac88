@NullMarked
package org.pcim.ipfs;

import org.jspecify.annotations.NullMarked;
