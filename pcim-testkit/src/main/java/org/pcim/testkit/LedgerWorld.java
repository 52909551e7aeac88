package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.AccessStatus;
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
import org.pcim.model.Role;
import org.pcim.model.Signature;

/**
 * A ledger under test with the participants of one test.
 *
 * <p>It makes valid operations with arbitrary content, and checks with each refusal that nothing has changed. The contract
 * suite is made of it, and a provider may use it in tests of its own. Safe for use by many threads, if its participants are
 * made by one.
 */
public final class LedgerWorld {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 1000;
    /** More than the threads that act for one sender at once. */
    private static final int ATTEMPTS = 50;

    private final LedgerHarness harness;
    private final Random random = new Random(4);
    private final Set<Address> participants = new LinkedHashSet<>();
    private final Set<ImageId> images = new LinkedHashSet<>();
    private List<Object> readAt = List.of();
    private List<Object> readState = List.of();

    /** Of this harness, which stays its caller's to close. */
    public LedgerWorld(LedgerHarness harness) {
        this.harness = harness;
    }

    /** The ledger under test. */
    public AccessLedger ledger() {
        return harness.ledger();
    }

    /** The ledger's owner. */
    public LedgerSigner owner() {
        return harness.owner();
    }

    /** The ledger's time. */
    public Instant now() {
        return harness.now();
    }

    /** Lets time pass. */
    public void advance(Duration by) {
        harness.advance(by);
    }

    /** Somebody whom the ledger does not know yet. */
    public LedgerSigner participant() {
        return add(harness.newParticipant());
    }

    /** A registered institution. */
    public LedgerSigner institution() {
        LedgerSigner institution = add(harness.newInstitution());
        act(owner(), new RegisterInstitution(institution.address(), "Hospital"));
        return institution;
    }

    /** A member of this institution. */
    public LedgerSigner member(LedgerSigner institution, Role role) {
        LedgerSigner member = participant();
        act(institution, new RegisterMember(role, member.address()));
        return member;
    }

    /** A radiologist of a registered institution. */
    public LedgerSigner radiologist() {
        return member(institution(), Role.RADIOLOGIST);
    }

    /** Somebody with a published key. */
    public LedgerSigner requester() {
        LedgerSigner requester = participant();
        act(requester, publishKey(requester, 1));
        return requester;
    }

    /** Publishes a certificate of 950 bytes. */
    public PublishKey publishKey(LedgerSigner owner, long sequence) {
        return publishKey(owner, sequence, bytes(950));
    }

    /** Publishes this certificate. */
    public PublishKey publishKey(LedgerSigner owner, long sequence, Bytes certificate) {
        PublishedCertificate unsigned = new PublishedCertificate(
                owner.address(), sequence, certificate, Signature.of(new byte[65]), bytes(100));
        Signature binding = owner.sign(ledger().bindingData(unsigned.binding(ledger().id())));
        return new PublishKey(new PublishedCertificate(
                owner.address(), sequence, certificate, binding, unsigned.certificateBinding()));
    }

    /** An attestation for a study that nobody has seen. */
    public Attestation attestation(LedgerSigner radiologist, LedgerSigner patient) {
        Instant date = now();
        return new Attestation(
                ledger().id(),
                patient.address(),
                null,
                root(),
                digest(),
                digest(),
                new ImageDescription("CT", "CHEST"),
                radiologist.address(),
                digest(),
                date,
                date.plus(Attestation.LIFETIME));
    }

    /** An attestation for a correction of this image's current version, which makes this version. */
    public Attestation correction(LedgerSigner radiologist, LedgerSigner patient, ImageId image, int version) {
        Cid previous = ledger().image(image).map(ImageRecord::root).orElseGet(this::root);
        return ChangedAttestation.of(attestation(radiologist, patient))
                .correction(new Attestation.Correction(image, version, previous))
                .toAttestation();
    }

    /** Takes over what this radiologist attests to as a correction. */
    public AddCorrection addCorrection(LedgerSigner radiologist, Attestation attestation, List<Regrant> grants) {
        return new AddCorrection(
                attestation, radiologist.sign(ledger().attestationData(attestation)), capsule(), grants);
    }

    /** A rotation that keeps nobody. */
    public AddRotation addRotation(ImageId image, int version) {
        return new AddRotation(image, newVersion(version), capsule(), List.of(), List.of());
    }

    /** A version of the patient's with arbitrary content. */
    public NewVersion newVersion(int version) {
        return new NewVersion(version, root(), digest());
    }

    /** What a requester gets with a new version: a fresh capsule. */
    public Regrant regrant(LedgerSigner requester) {
        return new Regrant(requester.address(), capsule(), 1);
    }

    /** Registers what this radiologist attests to. */
    public CreateContract createContract(LedgerSigner radiologist, Attestation attestation) {
        return new CreateContract(attestation, radiologist.sign(ledger().attestationData(attestation)), capsule());
    }

    /** A registered image of this patient, by a new radiologist. */
    public ImageId image(LedgerSigner patient) {
        return image(radiologist(), patient);
    }

    /** A registered image of this patient, by this radiologist. */
    public ImageId image(LedgerSigner radiologist, LedgerSigner patient) {
        CreateContract operation = createContract(radiologist, attestation(radiologist, patient));
        act(patient, operation);
        images.add(operation.attestation().image());
        return operation.attestation().image();
    }

    /** A requester whose request for this image is pending. */
    public LedgerSigner pending(ImageId image) {
        LedgerSigner requester = requester();
        act(requester, new RequestAccess(image, notes()));
        return requester;
    }

    /** A requester who is approved for so long from now on. */
    public LedgerSigner approved(LedgerSigner patient, ImageId image, Duration life) {
        LedgerSigner requester = pending(image);
        act(patient, new ApproveRequester(image, requester.address(), grant(life)));
        return requester;
    }

    /** A grant of version 1 with a fresh capsule. */
    public Grant grant(Duration life) {
        return new Grant(1, now().plus(life), capsule(), 1);
    }

    /** An arbitrary root. */
    public Cid root() {
        return new Cid(Cid.Codec.DAG_PB, digest());
    }

    /** A capsule of the usual size. */
    public KeyCapsule capsule() {
        return new KeyCapsule(bytes(78));
    }

    /** Sealed notes. */
    public LedgerText notes() {
        return LedgerText.sealed(bytes(320));
    }

    /** A sealed reason. */
    public Reason reason() {
        return new Reason(ReasonCode.AGREEMENT_ENDED, LedgerText.sealed(bytes(256)));
    }

    /** So many arbitrary bytes. */
    public synchronized Bytes bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    /** An arbitrary digest. */
    public Digest digest() {
        return new Digest(bytes(Digest.LENGTH));
    }

    /** Signs, submits, and awaits; once more if another operation of the sender took its place. */
    public List<RecordedEvent> act(LedgerSigner sender, LedgerOperation operation) {
        for (int attempt = 1; ; attempt++) {
            PreparedOperation prepared = ledger().prepare(operation, sender.address());
            try {
                return submit(prepared, sender.sign(prepared.signable()));
            } catch (LedgerFaultException e) {
                if (e.fault() != LedgerFault.OVERTAKEN || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** As {@link #act}, for an operation that brings one event. */
    public LedgerEvent event(LedgerSigner sender, LedgerOperation operation) {
        List<RecordedEvent> events = act(sender, operation);
        assertEquals(1, events.size(), "events of " + operation.action());
        return events.get(0).event();
    }

    /** Submits, and awaits. */
    public List<RecordedEvent> submit(PreparedOperation operation, Signature signature) {
        OperationId id = ledger().submit(operation, signature);
        return ledger().await(id, PATIENCE);
    }

    /** The ledger refuses the operation by this rule, and nothing has changed. */
    public LedgerRefusalException assertRefused(Refusal expected, LedgerSigner sender, LedgerOperation operation) {
        PreparedOperation prepared = ledger().prepare(operation, sender.address());
        return assertRefused(expected, prepared, sender.sign(prepared.signable()));
    }

    /** The ledger refuses the signed operation by this rule, and nothing has changed. */
    public LedgerRefusalException assertRefused(Refusal expected, PreparedOperation operation, Signature signature) {
        List<Object> before = state();
        LedgerRefusalException refused = assertThrows(LedgerRefusalException.class, () -> submit(operation, signature));
        assertEquals(expected, refused.refusal());
        assertEquals(operation.operation().action(), refused.action());
        assertEquals(before, state(), "the state after a refusal");
        return refused;
    }

    /** The status of a requester. */
    public AccessStatus status(ImageId image, LedgerSigner requester) {
        return access(image, requester).status();
    }

    /** Where a requester stands. */
    public Access access(ImageId image, LedgerSigner requester) {
        return ledger().access(image, requester.address());
    }

    /** Every event that matches. */
    public List<RecordedEvent> events(EventFilter filter) {
        return events(filter, PAGE);
    }

    /** Every event that matches, read in pages of this size. */
    public List<RecordedEvent> events(EventFilter filter, int size) {
        List<RecordedEvent> events = new ArrayList<>();
        Cursor after = Cursor.START;
        boolean last = false;
        while (!last) {
            EventPage page = ledger().events(filter, after, size);
            assertTrue(page.events().size() <= size, "a page has no more events than were asked for");
            assertTrue(page.last() || page.next().compareTo(after) > 0, "a page that is not the last leads on");
            events.addAll(page.events());
            after = page.next();
            last = page.last();
        }
        return events;
    }

    /** Everything that can be read about the participants and images of this test. */
    public List<Object> state() {
        if (!harness.headCoversEverything()) {
            return readState();
        }
        List<Object> at = List.of(ledger(), ledger().head(), List.copyOf(participants), List.copyOf(images));
        if (!at.equals(readAt)) {
            readState = readState();
            readAt = at;
        }
        return readState;
    }

    private List<Object> readState() {
        List<Object> state = new ArrayList<>(events(EventFilter.all()));
        for (Address participant : participants) {
            state.add(ledger().certificates(participant));
            for (Role role : Role.values()) {
                state.add(ledger().institutionOf(role, participant));
            }
        }
        for (ImageId image : images) {
            state.add(ledger().image(image));
            for (Address participant : participants) {
                state.add(ledger().access(image, participant));
                state.add(ledger().capsule(image, participant));
            }
        }
        return state;
    }

    private LedgerSigner add(LedgerSigner participant) {
        participants.add(participant.address());
        return participant;
    }
}
