package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;

/** How a message of one form is opened. Closing wipes; what is read from stays open. */
interface Decryption extends AutoCloseable {

    /** Reads what stands in front of the encrypted data, and gives the packets inside. */
    InputStream begin(PacketReader packets) throws IOException;

    @Override
    void close();
}
