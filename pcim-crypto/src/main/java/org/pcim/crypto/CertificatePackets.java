package org.pcim.crypto;

import java.util.Set;
import org.pcim.crypto.internal.PacketTag;
import org.pcim.model.Bytes;

/**
 * Goes over the packets of a certificate before the library sees them: one certificate, nothing secret, nothing else.
 *
 * <p>Takes the legacy packet format too, in which GnuPG writes certificates (RFC 9580, 4.2.2).
 */
final class CertificatePackets {

    private static final String TRUNCATED = "its last packet is cut off";

    /** Where a public key's algorithm stands: behind its version and its time (RFC 9580, 5.5.2). */
    private static final int ALGORITHM = 5;

    /** Those of RFC 9580, 9.1, that are defined. */
    private static final Set<Integer> ALGORITHMS = Set.of(1, 2, 3, 16, 17, 18, 19, 22, 25, 26, 27, 28);

    private final byte[] packets;
    private int position;

    private CertificatePackets(byte[] packets) {
        this.packets = packets;
    }

    /** What is wrong with it, as the end of a sentence; empty if nothing is. */
    static String fault(Bytes certificate) {
        return new CertificatePackets(certificate.toByteArray()).fault();
    }

    private String fault() {
        if (packets.length == 0) {
            return "it is empty";
        }
        if (packets[0] == '-') {
            return "it is armoured; take the armour off first";
        }
        boolean first = true;
        while (position < packets.length) {
            int header = octet();
            boolean legacy = (header & 0xC0) == 0x80;
            if (!legacy && (header & 0xC0) != 0xC0) {
                return "it holds something that is no OpenPGP packet";
            }
            int tag = legacy ? (header & 0x3C) >> 2 : header & 0x3F;
            String fault = misplaced(tag, first);
            if (!fault.isEmpty()) {
                return fault;
            }
            first = false;
            long length = legacy ? legacyLength(header & 3) : length();
            if (length < 0 || length > packets.length - position) {
                return TRUNCATED;
            }
            if (isKey(tag) && length > ALGORITHM && !ALGORITHMS.contains(packets[position + ALGORITHM] & 0xFF)) {
                return "one of its keys is of algorithm " + (packets[position + ALGORITHM] & 0xFF)
                        + ", which RFC 9580 does not define; publish one with Ed25519 and X25519";
            }
            position += (int) length;
        }
        return "";
    }

    private static boolean isKey(int tag) {
        return tag == PacketTag.PUBLIC_KEY || tag == PacketTag.PUBLIC_SUBKEY;
    }

    private static String misplaced(int tag, boolean first) {
        return switch (tag) {
            case PacketTag.SECRET_KEY, PacketTag.SECRET_SUBKEY ->
                "it holds a secret key; publish the certificate alone";
            case PacketTag.PUBLIC_KEY -> first ? "" : "it holds more than one certificate";
            case PacketTag.SIGNATURE, PacketTag.USER_ID, PacketTag.PUBLIC_SUBKEY, PacketTag.PADDING ->
                first ? "it does not begin with a public key" : "";
            default ->
                first ? "it does not begin with a public key" : "a packet of type " + tag + " has no place in it";
        };
    }

    /** Octets behind the end count as zero: the length then points behind the end, or the last packet is empty there. */
    private int octet() {
        return position < packets.length ? packets[position++] & 0xFF : overrun();
    }

    private int overrun() {
        position = packets.length + 1;
        return 0;
    }

    private long length() {
        int first = octet();
        if (first < 192) {
            return first;
        }
        if (first < 224) {
            return ((first - 192L) << 8) + octet() + 192;
        }
        return first == 255 ? number(4) : -1;
    }

    private long legacyLength(int type) {
        return type == 3 ? -1 : number(1 << type);
    }

    private long number(int octets) {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = (number << 8) | octet();
        }
        return number;
    }
}
