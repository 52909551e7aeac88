package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Opens messages of version 3 PKESKs and a SEIPD packet of version 1. */
final class MdcDecryption implements Decryption {

    private final SessionKeys sessionKeys;
    private @Nullable MdcInputStream decrypted;

    MdcDecryption(SessionKeys sessionKeys) {
        this.sessionKeys = sessionKeys;
    }

    @Override
    public InputStream begin(PacketReader packets) throws IOException {
        MessageHead head = MessageHead.read(packets, Pkesk.OF_COPIES);
        if (head.data().read() != MdcOutputStream.VERSION) {
            throw new MalformedMessageException("it is not encrypted as SEIPD version 1");
        }
        SessionKey sessionKey = sessionKeys.unwrap(head.pkesks());
        if (sessionKey.length() != SessionKey.LENGTH) {
            throw new MalformedMessageException("its session key is not one for AES-256");
        }
        decrypted = new MdcInputStream(sessionKey, head.data());
        return decrypted;
    }

    @Override
    public void close() {
        if (decrypted != null) {
            decrypted.close();
        }
    }
}
