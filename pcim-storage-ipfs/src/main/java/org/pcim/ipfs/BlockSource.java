package org.pcim.ipfs;

import java.io.IOException;
import org.pcim.model.Cid;

/**
 * Where blocks may be had. It is asked once for each call, and nothing it answers is trusted.
 *
 * <p>Calls throw {@link Refused} if the source answers something else.
 */
interface BlockSource {

    /** The bytes of a block. */
    Response block(Cid cid) throws IOException;

    /** A CAR of the graph below a root, in depth-first order. */
    Response car(Cid root) throws IOException;

    /** Its address. */
    @Override
    String toString();
}
