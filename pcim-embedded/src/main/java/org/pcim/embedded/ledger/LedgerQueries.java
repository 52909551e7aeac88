package org.pcim.embedded.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcim.ledger.Access;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.Institution;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.Standing;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Role;
import org.pcim.model.Signature;
import org.pcim.signing.LedgerCodec;

/** Reads the state of a ledger, within a transaction of its caller. */
final class LedgerQueries {

    private record Attested(Attestation attestation, Signature signature) {}

    private final LedgerSql sql;
    private final LedgerCodec codec;

    LedgerQueries(Connection transaction, LedgerCodec codec) {
        this.sql = new LedgerSql(transaction);
        this.codec = codec;
    }

    Optional<ImageRecord> image(ImageId id) throws SQLException {
        ImageTable images = new ImageTable(sql);
        Optional<ImageTable.Image> image = images.find(id);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        ImageTable.Image found = image.get();
        long attested = version(images, id, found.attested()).entry();
        Attested last = attested(operation(attested, LedgerOperation.class));
        return Optional.of(new ImageRecord(
                last.attestation(),
                last.signature(),
                time(attested),
                found.version() == found.attested()
                        ? null
                        : rotation(version(images, id, found.version()).entry())));
    }

    Access access(ImageId image, Address requester) throws SQLException {
        AccessTable.Row row = new AccessTable(sql).find(image, requester);
        return new Access(
                image,
                requester,
                row.status(),
                row.expiry() == 0 ? null : Instant.ofEpochSecond(row.expiry()),
                row.version(),
                row.sequence());
    }

    Optional<KeyCapsule> capsule(ImageId id, Address participant) throws SQLException {
        ImageTable images = new ImageTable(sql);
        Optional<ImageTable.Image> image = images.find(id);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        if (image.get().patient().equals(participant)) {
            long current = version(images, id, image.get().version()).entry();
            return Optional.of(patientCapsule(operation(current, LedgerOperation.class)));
        }
        long entry = new AccessTable(sql).find(id, participant).entry();
        return entry == 0
                ? Optional.empty()
                : Optional.of(grant(events().of(entry, id, participant).orElseThrow(LedgerQueries::inconsistent))
                        .capsule());
    }

    Optional<RecordedCertificate> certificate(Address owner) throws SQLException {
        long entry = new CertificateTable(sql).lastEntry(owner);
        return entry == 0 ? Optional.empty() : Optional.of(certificate(entry));
    }

    Optional<Standing> standing(ImageId id, Address participant) throws SQLException {
        ImageTable images = new ImageTable(sql);
        Optional<ImageTable.Image> image = images.find(id);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        ImageTable.Image found = image.get();
        Access access = access(id, participant);
        return Optional.of(new Standing(found.patient(), found.version(), access.status(), access.expiry()));
    }

    boolean isCurrentRoot(ImageId id, Cid root) throws SQLException {
        ImageTable images = new ImageTable(sql);
        Optional<ImageTable.Image> image = images.find(id);
        return image.isPresent()
                && version(images, id, image.get().version()).root().equals(root);
    }

    /** Every certificate of this owner, oldest first. */
    List<RecordedCertificate> certificates(Address owner) throws SQLException {
        List<RecordedCertificate> certificates = new ArrayList<>();
        for (long entry : new CertificateTable(sql).entries(owner)) {
            certificates.add(certificate(entry));
        }
        return certificates;
    }

    Optional<Institution> institutionOf(Role role, Address member) throws SQLException {
        return new InstitutionTable(sql).of(role, member);
    }

    LedgerEvents events() {
        return new LedgerEvents(sql, codec);
    }

    private RecordedCertificate certificate(long entry) throws SQLException {
        return new RecordedCertificate(operation(entry, PublishKey.class).certificate(), time(entry));
    }

    private static ImageTable.Version version(ImageTable images, ImageId image, int number) throws SQLException {
        return images.version(image, number).orElseThrow(LedgerQueries::inconsistent);
    }

    private static Attested attested(LedgerOperation operation) throws SQLException {
        if (operation instanceof CreateContract it) {
            return new Attested(it.attestation(), it.attestationSignature());
        } else if (operation instanceof AddCorrection it) {
            return new Attested(it.attestation(), it.attestationSignature());
        }
        throw inconsistent();
    }

    private ImageRecord.Rotation rotation(long entry) throws SQLException {
        NewVersion version = operation(entry, AddRotation.class).rotation();
        return new ImageRecord.Rotation(version.number(), version.root(), version.keyCheck(), time(entry));
    }

    private Instant time(long entry) throws SQLException {
        return sql.first(row -> Instant.ofEpochSecond(row.getLong(1)), "SELECT time FROM entry WHERE number = ?", entry)
                .orElseThrow(LedgerQueries::inconsistent);
    }

    private static KeyCapsule patientCapsule(LedgerOperation operation) throws SQLException {
        if (operation instanceof CreateContract it) {
            return it.patientCapsule();
        } else if (operation instanceof AddCorrection it) {
            return it.patientCapsule();
        } else if (operation instanceof AddRotation it) {
            return it.patientCapsule();
        }
        throw inconsistent();
    }

    private static Grant grant(LedgerEvent event) throws SQLException {
        if (event instanceof RequestApproved it) {
            return it.grant();
        } else if (event instanceof RequestRenewed it) {
            return it.grant();
        }
        throw inconsistent();
    }

    private <T extends LedgerOperation> T operation(long entry, Class<T> type) throws SQLException {
        return sql.first(
                        row -> type.cast(
                                codec.message(Bytes.of(row.getBytes(1))).operation()),
                        "SELECT operation FROM entry WHERE number = ?",
                        entry)
                .orElseThrow(LedgerQueries::inconsistent);
    }

    private static SQLException inconsistent() {
        return new SQLException("its tables do not fit its entries; verify the ledger");
    }
}
