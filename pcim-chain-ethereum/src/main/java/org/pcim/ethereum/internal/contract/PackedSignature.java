package org.pcim.ethereum.internal.contract;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.pcim.model.Bytes;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Signature;

/**
 * An attestation's signature with the patient's capsule: the length of the signature (2 bytes), the signature, the capsule.
 *
 * @param signature the radiologist's
 * @param capsule the patient's
 */
record PackedSignature(Signature signature, KeyCapsule capsule) {

    static Bytes pack(Signature signature, KeyCapsule capsule) {
        Bytes first = signature.bytes();
        return Bytes.of(ByteBuffer.allocate(
                        Short.BYTES + first.length() + capsule.bytes().length())
                .putShort((short) first.length())
                .put(first.asByteBuffer())
                .put(capsule.bytes().asByteBuffer())
                .array());
    }

    /** Reads what {@link #pack} wrote. */
    static PackedSignature unpack(Bytes packed) {
        byte[] all = packed.toByteArray();
        int end = all.length < Short.BYTES
                ? -1
                : Short.BYTES + (ByteBuffer.wrap(all).getShort() & 0xffff);
        boolean fits = end > Short.BYTES
                && end - Short.BYTES <= Signature.MAX_LENGTH
                && end < all.length
                && all.length - end <= KeyCapsule.MAX_LENGTH;
        if (!fits) {
            throw AbiValues.malformed(null);
        }
        return new PackedSignature(
                Signature.of(Arrays.copyOfRange(all, Short.BYTES, end)),
                KeyCapsule.of(Arrays.copyOfRange(all, end, all.length)));
    }
}
