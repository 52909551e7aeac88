package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is read of a message before anything can be decrypted: its PKESKs, and the header of its SEIPD packet.
 *
 * @param pkesks 1 to {@link #MAX_PKESKS} wrapped session keys
 * @param header how the data is encrypted
 * @param data the encrypted data, behind the header
 */
record MessageHead(List<Pkesk> pkesks, SeipdHeader header, InputStream data) {

    static final int MAX_PKESKS = 64;

    static MessageHead read(PacketReader packets, Set<AeadSuite> accepted) throws IOException {
        List<Pkesk> pkesks = new ArrayList<>();
        int tag;
        while ((tag = packets.next()) != PacketTag.SEIPD) {
            switch (tag) {
                case PacketTag.PADDING -> {}
                case PacketTag.PKESK -> pkesks.add(Pkesk.ofBody(packets.body(Pkesk.MAX_LENGTH)));
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
        InputStream data = packets.bodyInParts();
        return new MessageHead(List.copyOf(pkesks), SeipdHeader.read(data, accepted), data);
    }
}
