/** Content addressing: CIDs, blocks, UnixFS directed acyclic graphs and CAR files, built while streaming and read only verified. */
@NullMarked
package org.pcim.content;

import org.jspecify.annotations.NullMarked;
