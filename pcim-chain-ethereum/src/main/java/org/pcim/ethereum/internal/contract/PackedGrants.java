package org.pcim.ethereum.internal.contract;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pcim.error.LedgerException;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.CorrectionAdded;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerEvent.RotationAdded;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;

/**
 * The grants that go with a version, one after the other: requester (20 bytes), sequence number of the certificate (8),
 * length of the capsule (2), capsule. In events the expiry of the approval (5 bytes) stands before each of them.
 */
final class PackedGrants {

    private static final int EXPIRY = 5;
    private static final int HEADER = Address.LENGTH + Long.BYTES + Short.BYTES;

    private PackedGrants() {}

    static Bytes pack(List<Regrant> grants) {
        int length = grants.stream()
                .mapToInt(grant -> HEADER + grant.capsule().bytes().length())
                .sum();
        ByteBuffer out = ByteBuffer.allocate(length);
        for (Regrant grant : grants) {
            Bytes capsule = grant.capsule().bytes();
            out.put(grant.requester().bytes().asByteBuffer())
                    .putLong(grant.certificateSequence())
                    .putShort((short) capsule.length())
                    .put(capsule.asByteBuffer());
        }
        return Bytes.of(out.array());
    }

    /** The renewals that came with a version. */
    static List<RequestRenewed> unpack(Bytes grants, LedgerEvent version) {
        ByteBuffer in = grants.asByteBuffer();
        List<RequestRenewed> renewals = new ArrayList<>();
        while (in.hasRemaining()) {
            renewals.add(renewal(in, version));
        }
        return renewals;
    }

    private static RequestRenewed renewal(ByteBuffer in, LedgerEvent version) {
        long expiry = new BigInteger(1, take(in, EXPIRY)).longValueExact();
        Address requester = Address.of(take(in, Address.LENGTH));
        long sequence = ByteBuffer.wrap(take(in, Long.BYTES)).getLong();
        int length = ByteBuffer.wrap(take(in, Short.BYTES)).getShort() & 0xffff;
        if (length == 0 || length > KeyCapsule.MAX_LENGTH) {
            throw malformed();
        }
        KeyCapsule capsule = KeyCapsule.of(take(in, length));
        if (version instanceof CorrectionAdded it) {
            return renewal(it.image(), it.patient(), requester, it.attestation().version(), expiry, capsule, sequence);
        }
        RotationAdded it = (RotationAdded) version;
        return renewal(it.image(), it.patient(), requester, it.rotation().number(), expiry, capsule, sequence);
    }

    private static RequestRenewed renewal(
            ImageId image,
            Address patient,
            Address requester,
            int version,
            long expiry,
            KeyCapsule capsule,
            long sequence) {
        return new RequestRenewed(
                image, patient, requester, new Grant(version, Instant.ofEpochSecond(expiry), capsule, sequence));
    }

    private static byte[] take(ByteBuffer in, int length) {
        if (in.remaining() < length) {
            throw malformed();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static LedgerException malformed() {
        return AbiValues.malformed(null);
    }
}
