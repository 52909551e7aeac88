package org.pcim.ethereum.internal.contract;

import java.nio.ByteBuffer;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Signature;

/** A certificate with its bindings: the owner's, then its own, each with its length (2 bytes) in front; the certificate. */
final class PackedKey {

    private PackedKey() {}

    static Bytes pack(PublishedCertificate it) {
        Bytes own = it.ownerBinding().bytes();
        int length = 2 * Short.BYTES
                + own.length()
                + it.certificateBinding().length()
                + it.certificate().length();
        return Bytes.of(ByteBuffer.allocate(length)
                .putShort((short) own.length())
                .put(own.asByteBuffer())
                .putShort((short) it.certificateBinding().length())
                .put(it.certificateBinding().asByteBuffer())
                .put(it.certificate().asByteBuffer())
                .array());
    }

    /** Reads what {@link #pack} wrote. */
    static PublishedCertificate unpack(Address owner, long sequence, Bytes packed) {
        ByteBuffer in = packed.asByteBuffer();
        Bytes ownerBinding = field(in);
        Bytes certificateBinding = field(in);
        if (ownerBinding.isEmpty() || ownerBinding.length() > Signature.MAX_LENGTH) {
            throw AbiValues.malformed(null);
        }
        return new PublishedCertificate(
                owner, sequence, take(in, in.remaining()), new Signature(ownerBinding), certificateBinding);
    }

    private static Bytes field(ByteBuffer in) {
        return take(in, take(in, Short.BYTES).asByteBuffer().getShort() & 0xffff);
    }

    private static Bytes take(ByteBuffer in, int length) {
        if (in.remaining() < length) {
            throw AbiValues.malformed(null);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return Bytes.of(bytes);
    }
}
