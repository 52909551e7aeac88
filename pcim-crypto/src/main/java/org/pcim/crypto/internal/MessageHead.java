package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in front of the encrypted data of a message.
 *
 * @param pkesks 1 to {@link #MAX_PKESKS} wrapped session keys
 * @param data the body of the SEIPD packet
 */
record MessageHead(List<Pkesk> pkesks, InputStream data) {

    static final int MAX_PKESKS = 64;

    /** Reads it; all session keys have to be wrapped in packets of this version. */
    static MessageHead read(PacketReader packets, int pkeskVersion) throws IOException {
        List<Pkesk> pkesks = new ArrayList<>();
        int tag;
        while ((tag = packets.next()) != PacketTag.SEIPD) {
            switch (tag) {
                case PacketTag.PADDING -> {}
                case PacketTag.PKESK -> pkesks.add(Pkesk.ofBody(packets.body(Pkesk.MAX_LENGTH), pkeskVersion));
                case -1 ->
                    throw new MalformedMessageException(
                            pkesks.isEmpty() ? "it is no encrypted message" : "it is cut off");
                default -> throw new MalformedMessageException("a packet of type " + tag + " has no place in it");
            }
            if (pkesks.size() > MAX_PKESKS) {
                throw new MalformedMessageException("it has more than " + MAX_PKESKS + " wrapped session keys");
            }
        }
        if (pkesks.isEmpty()) {
            throw new MalformedMessageException("no wrapped session key stands in front");
        }
        return new MessageHead(List.copyOf(pkesks), packets.bodyInParts());
    }
}
