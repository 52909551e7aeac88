package org.pcim.crypto.internal;

import java.io.OutputStream;

/** The encrypted data of a SEIPD packet while it is written. Closing ends it and leaves what is written to open. */
abstract class EncryptedData extends OutputStream {

    /** Forgets what was written and is not encrypted yet, without ending. */
    abstract void wipe();
}
