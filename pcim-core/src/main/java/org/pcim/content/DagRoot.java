package org.pcim.content;

import org.pcim.model.Cid;

/**
 * A graph that has been written.
 *
 * @param cid its topmost block
 * @param totalSize the length of all its blocks, in bytes, counted each time they are linked
 */
public record DagRoot(Cid cid, long totalSize) {}
