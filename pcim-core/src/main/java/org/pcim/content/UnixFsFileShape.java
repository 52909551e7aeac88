package org.pcim.content;

import java.util.List;

/** The one tree that a file of a size has: full leaves and full nodes but for the last of each level (IPIP-499). */
final class UnixFsFileShape {

    private UnixFsFileShape() {}

    /** How many levels of nodes stand above the leaves. */
    static int heightOf(long fileSize) {
        int height = 0;
        while (fileSize > capacity(height)) {
            height++;
        }
        return height;
    }

    /** Whether the links of a node, so many levels above the leaves, share its size as they must. */
    static boolean isOf(UnixFsNode node, int height) {
        long full = capacity(height - 1);
        List<Long> sizes = node.blockSizes();
        int last = sizes.size() - 1;
        return last >= 0
                && last < UnixFsFileWriter.MAX_LINKS
                && sizes.get(last) > 0
                && sizes.get(last) <= full
                && sizes.stream().limit(last).allMatch(size -> size == full);
    }

    /** The most bytes below a node; at height 0, in a leaf. */
    private static long capacity(int height) {
        long capacity = UnixFsFileWriter.CHUNK_LENGTH;
        for (int level = 0; level < height; level++) {
            if (capacity > Long.MAX_VALUE / UnixFsFileWriter.MAX_LINKS) {
                return Long.MAX_VALUE;
            }
            capacity *= UnixFsFileWriter.MAX_LINKS;
        }
        return capacity;
    }
}
