package org.pcim.content;

import org.pcim.model.Cid;

/**
 * A link of a dag-pb node.
 *
 * @param name the name in a directory; empty in a file
 * @param cid what is linked
 * @param totalSize Tsize: the length of the linked block and of all below it, in bytes; nothing is decided by it
 */
public record DagLink(String name, Cid cid, long totalSize) {}
