package org.pcim.testkit.sequence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerText;
import org.pcim.model.ReasonCode;
import org.pcim.model.Signature;
import org.pcim.testkit.LedgerHarness;

/** The persons of one execution on its ledger, and what the names in commands stand for. */
final class Scene {

    private final LedgerHarness harness;
    private final Map<Person, LedgerSigner> signers = new EnumMap<>(Person.class);
    private final Signatures signatures = new Signatures();

    Scene(LedgerHarness harness) {
        this.harness = harness;
        for (Person person : Person.ALL) {
            signers.put(person, person == Person.OWNER ? harness.owner() : harness.newInstitution());
        }
    }

    Signatures signatures() {
        return signatures;
    }

    LedgerSigner signer(Person person) {
        return Objects.requireNonNull(signers.get(person));
    }

    Address address(Person person) {
        return signer(person).address();
    }

    /** The root with this number. */
    static Cid root(int number) {
        return new Cid(Cid.Codec.DAG_PB, digest("root " + number));
    }

    /** The image whose first version has the root with this number. */
    static ImageId image(int root) {
        return ImageId.ofRoot(root(root));
    }

    /** Arbitrary, and always the same for the same name. */
    static Digest digest(String name) {
        return Digest.sha256(name.getBytes(StandardCharsets.UTF_8));
    }

    static KeyCapsule capsule(String name) {
        return new KeyCapsule(digest("capsule " + name).bytes());
    }

    static LedgerText text(int command) {
        return command % 2 == 0
                ? LedgerText.sealed(digest("text " + command).bytes())
                : LedgerText.readable("text " + command);
    }

    static Reason reason(int command) {
        ReasonCode[] codes = ReasonCode.values();
        return new Reason(codes[command % codes.length], text(command));
    }

    /** A grant for so long from now on. */
    Grant grant(int command, int version, Duration life) {
        return new Grant(version, harness.now().plus(life), capsule("of " + command), command);
    }

    Regrant regrant(int command, Person requester) {
        return new Regrant(address(requester), capsule("of " + command + " for " + requester), command);
    }

    /**
     * Publishes a certificate of so many bytes.
     *
     * @param signer who signs that it is the owner's
     */
    PublishKey publishKey(Person owner, int sequence, int length, int bindingLength, Person signer) {
        PublishedCertificate unsigned = new PublishedCertificate(
                address(owner), sequence, bytes(length), Signature.of(new byte[65]), bytes(bindingLength));
        var binding = unsigned.binding(harness.ledger().id());
        Signature signature =
                signatures.sign(signer(signer), binding, harness.ledger().bindingData(binding));
        return new PublishKey(new PublishedCertificate(
                unsigned.owner(), sequence, unsigned.certificate(), signature, unsigned.certificateBinding()));
    }

    /** An attestation, dated so long after now, that may be registered for so long after its date. */
    Attestation attestation(
            Person radiologist,
            Person patient,
            int root,
            Attestation.@Nullable Correction correction,
            Duration age,
            Duration lifetime) {
        Instant date = harness.now().plus(age);
        return new Attestation(
                harness.ledger().id(),
                address(patient),
                correction,
                root(root),
                digest("statement " + root),
                digest("key check " + root),
                new ImageDescription(root % 2 == 0 ? "CT" : null, root % 3 == 0 ? "CHEST" : null),
                address(radiologist),
                digest("certificate of " + radiologist),
                date,
                date.plus(lifetime));
    }

    CreateContract createContract(int command, Attestation attestation, Person signer) {
        return new CreateContract(attestation, attested(attestation, signer), capsule("of " + command));
    }

    AddCorrection addCorrection(int command, Attestation attestation, Person signer, List<Regrant> grants) {
        return new AddCorrection(attestation, attested(attestation, signer), capsule("of " + command), grants);
    }

    private Signature attested(Attestation attestation, Person signer) {
        return signatures.sign(signer(signer), attestation, harness.ledger().attestationData(attestation));
    }

    private static Bytes bytes(int length) {
        return Bytes.of(new byte[length]);
    }
}
