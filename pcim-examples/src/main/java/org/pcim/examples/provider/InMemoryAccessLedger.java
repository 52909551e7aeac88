package org.pcim.examples.provider;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.error.LedgerTimeoutException;
import org.pcim.examples.provider.LedgerState.Image;
import org.pcim.ledger.Access;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.Institution;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.RecordedEvent;
import org.pcim.ledger.Standing;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerId;
import org.pcim.model.Role;
import org.pcim.model.Signature;
import org.pcim.signing.LedgerCodec;
import org.pcim.signing.LedgerMessage;

/**
 * An access ledger in memory: small enough to read at once, and complete.
 *
 * <p>Nothing of it outlives the process, and each operation copies the state, so it is for tests and as an example only. Safe
 * for use by many threads.
 */
public final class InMemoryAccessLedger implements AccessLedger {

    private static final Duration OPERATION_LIFETIME = Duration.ofHours(1);
    private static final int MAX_PAGE = 1000;

    private final LedgerMemory memory;
    private final Clock clock;
    private final LedgerCodec codec;
    private final SecureRandom random = new SecureRandom();

    /** A ledger over operations that others may share. */
    public InMemoryAccessLedger(LedgerMemory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
        this.codec = new LedgerCodec(memory.id());
    }

    @Override
    public LedgerId id() {
        return memory.id();
    }

    @Override
    public Address owner() {
        return memory.owner();
    }

    @Override
    public LedgerHead head() {
        return unlessInterrupted("read head", memory::head);
    }

    @Override
    public Optional<LedgerHead> block(long number) {
        return unlessInterrupted("read entry", () -> memory.head(number));
    }

    @Override
    public TypedData attestationData(Attestation attestation) {
        return memory.signatures().attestation(attestation);
    }

    @Override
    public TypedData bindingData(KeyBinding binding) {
        return memory.signatures().binding(binding);
    }

    @Override
    public boolean verify(Address signer, Digest digest, Signature signature) {
        return memory.signatures().verify(signer, digest, signature);
    }

    @Override
    public PreparedOperation prepare(LedgerOperation operation, Address sender) {
        byte[] nonce = new byte[Digest.LENGTH];
        random.nextBytes(nonce);
        Instant deadline = memory.now(clock.instant()).plus(OPERATION_LIFETIME);
        return codec.prepare(new LedgerMessage(operation, sender, Digest.of(nonce), deadline));
    }

    @Override
    public PreparedOperation restore(Bytes prepared) {
        return codec.restore(prepared);
    }

    @Override
    public OperationId submit(PreparedOperation operation, Signature signature) {
        return unlessInterrupted(operation.operation().action(), () -> {
            PreparedOperation sealed = codec.restore(operation.bytes());
            if (!isSame(sealed, operation)) {
                throw new InputException(
                        "submit operation",
                        sealed.operation().subject(),
                        "its parts do not belong together; use it as prepare or restore made it");
            }
            memory.record(sealed, signature, clock.instant());
            return new OperationId(sealed.signable().digest());
        });
    }

    @Override
    public List<RecordedEvent> await(OperationId operation, Duration deadline) {
        try {
            return memory.await(operation.digest(), deadline.toNanos())
                    .orElseThrow(() ->
                            new LedgerTimeoutException("await operation", operation.toString(), deadline.toSeconds()));
        } catch (InterruptedException e) {
            throw new CancelledException("await operation", operation.toString());
        }
    }

    @Override
    public Optional<ImageRecord> image(ImageId image) {
        return unlessInterrupted("read image", () -> memory.state().image(image).map(Image::record));
    }

    @Override
    public Access access(ImageId image, Address requester) {
        return unlessInterrupted(
                "read access", () -> memory.state().granted(image, requester).access());
    }

    @Override
    public Optional<KeyCapsule> capsule(ImageId image, Address participant) {
        return unlessInterrupted("read capsule", () -> {
            LedgerState state = memory.state();
            return state.image(image)
                    .filter(found -> found.record().patient().equals(participant))
                    .map(Image::patientCapsule)
                    .or(() -> Optional.ofNullable(
                            state.granted(image, participant).capsule()));
        });
    }

    @Override
    public Optional<Standing> standing(ImageId image, Address participant) {
        return unlessInterrupted("read standing", () -> {
            LedgerState state = memory.state();
            Access access = state.granted(image, participant).access();
            return state.image(image)
                    .map(Image::record)
                    .map(found -> new Standing(found.patient(), found.version(), access.status(), access.expiry()));
        });
    }

    @Override
    public boolean isCurrentRoot(ImageId image, Cid root) {
        return image(image).filter(found -> found.root().equals(root)).isPresent();
    }

    @Override
    public Optional<RecordedCertificate> certificate(Address owner) {
        List<RecordedCertificate> all = certificates(owner);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Override
    public List<RecordedCertificate> certificates(Address owner) {
        return unlessInterrupted("read certificates", () -> memory.state().certificates(owner));
    }

    @Override
    public Optional<Institution> institutionOf(Role role, Address member) {
        return unlessInterrupted("read institution", () -> memory.state().institutionOf(role, member));
    }

    @Override
    public EventPage events(EventFilter filter, Cursor after, int max) {
        if (max < 1 || max > MAX_PAGE) {
            throw new InputException("read events", "", "a page has 1 to " + MAX_PAGE + " events, not " + max);
        }
        return unlessInterrupted("read events", () -> memory.events(filter, after, max));
    }

    @Override
    public void close() {
        // The memory is its owner's.
    }

    private static boolean isSame(PreparedOperation one, PreparedOperation other) {
        return one.operation().equals(other.operation())
                && one.sender().equals(other.sender())
                && one.deadline().equals(other.deadline())
                && one.signable().digest().equals(other.signable().digest());
    }

    /** A call that does not block looks itself whether it is still wanted. */
    private <T> T unlessInterrupted(String action, Supplier<T> call) {
        if (Thread.interrupted()) {
            throw new CancelledException(action, memory.id().toString());
        }
        return call.get();
    }
}
