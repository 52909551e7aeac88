package org.pcim.crypto.internal;

/** The packet types that PCIM knows (RFC 9580, 5). */
public final class PacketTag {

    public static final int PKESK = 1;
    public static final int SIGNATURE = 2;
    public static final int ONE_PASS_SIGNATURE = 4;
    public static final int SECRET_KEY = 5;
    public static final int PUBLIC_KEY = 6;
    public static final int SECRET_SUBKEY = 7;
    public static final int COMPRESSED_DATA = 8;
    public static final int LITERAL_DATA = 11;
    public static final int USER_ID = 13;
    public static final int PUBLIC_SUBKEY = 14;
    public static final int SEIPD = 18;
    public static final int PADDING = 21;

    private PacketTag() {}
}
