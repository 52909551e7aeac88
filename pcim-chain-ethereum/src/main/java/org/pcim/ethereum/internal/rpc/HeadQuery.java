package org.pcim.ethereum.internal.rpc;

/**
 * Something that is read at one block.
 *
 * @param <T> what it gives
 * @param <E> what else it throws
 */
@FunctionalInterface
public interface HeadQuery<T, E extends Exception> {

    /**
     * Reads it.
     *
     * @param head the block; everything is read at its hash
     * @throws UnknownBlockException if what was read does not fit together; it is asked again at a newer head
     */
    T at(BlockHeader head) throws E;
}
