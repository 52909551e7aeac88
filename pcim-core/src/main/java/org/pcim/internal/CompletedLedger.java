package org.pcim.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcim.error.PrunedEventException;
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

/**
 * A ledger whose node may have dropped events, completed by what a client kept of them.
 *
 * <p>What is kept counts only for the version that the ledger's state says is the current one. Who is approved until when
 * is always the ledger's to say.
 */
final class CompletedLedger implements AccessLedger {

    private final AccessLedger ledger;
    private final KeptFolder folder;

    CompletedLedger(AccessLedger ledger, KeptFolder folder) {
        this.ledger = ledger;
        this.folder = folder;
    }

    @Override
    public Optional<ImageRecord> image(ImageId image) {
        try {
            return ledger.image(image);
        } catch (PrunedEventException e) {
            return Optional.of(folder.images(image).stream()
                    .filter(this::isCurrent)
                    .findFirst()
                    .orElseThrow(() -> e)
                    .image());
        }
    }

    @Override
    public Access access(ImageId image, Address requester) {
        try {
            return ledger.access(image, requester);
        } catch (PrunedEventException e) {
            KeptImage kept = current(image, requester, e);
            Standing standing = ledger.standing(image, requester).orElseThrow(() -> e);
            return new Access(
                    image,
                    requester,
                    standing.status(),
                    standing.expiry(),
                    kept.image().version(),
                    kept.certificateSequence());
        }
    }

    @Override
    public Optional<KeyCapsule> capsule(ImageId image, Address participant) {
        try {
            return ledger.capsule(image, participant);
        } catch (PrunedEventException e) {
            return Optional.of(current(image, participant, e).capsule());
        }
    }

    /** All of them, or those that are kept and the newest. */
    @Override
    public List<RecordedCertificate> certificates(Address owner) {
        try {
            return ledger.certificates(owner);
        } catch (PrunedEventException e) {
            SortedMap<Long, RecordedCertificate> known = new TreeMap<>();
            folder.certificates(owner)
                    .forEach(kept -> known.put(kept.published().sequence(), kept));
            if (known.isEmpty()) {
                throw e;
            }
            newest(owner).ifPresent(newest -> known.put(newest.published().sequence(), newest));
            return List.copyOf(known.values());
        }
    }

    private Optional<RecordedCertificate> newest(Address owner) {
        try {
            return ledger.certificate(owner);
        } catch (PrunedEventException e) {
            return Optional.empty();
        }
    }

    private KeptImage current(ImageId image, Address participant, PrunedEventException otherwise) {
        return folder.image(image, participant).filter(this::isCurrent).orElseThrow(() -> otherwise);
    }

    private boolean isCurrent(KeptImage kept) {
        ImageRecord image = kept.image();
        return ledger.standing(image.id(), kept.participant())
                .filter(standing -> image.attestation().ledger().equals(ledger.id())
                        && standing.patient().equals(image.patient())
                        && standing.version() == image.version()
                        && ledger.isCurrentRoot(image.id(), image.root()))
                .isPresent();
    }

    @Override
    public LedgerId id() {
        return ledger.id();
    }

    @Override
    public Address owner() {
        return ledger.owner();
    }

    @Override
    public LedgerHead head() {
        return ledger.head();
    }

    @Override
    public Optional<LedgerHead> block(long number) {
        return ledger.block(number);
    }

    @Override
    public TypedData attestationData(Attestation attestation) {
        return ledger.attestationData(attestation);
    }

    @Override
    public TypedData bindingData(KeyBinding binding) {
        return ledger.bindingData(binding);
    }

    @Override
    public boolean verify(Address signer, Digest digest, Signature signature) {
        return ledger.verify(signer, digest, signature);
    }

    @Override
    public PreparedOperation prepare(LedgerOperation operation, Address sender) {
        return ledger.prepare(operation, sender);
    }

    @Override
    public PreparedOperation restore(Bytes prepared) {
        return ledger.restore(prepared);
    }

    @Override
    public OperationId submit(PreparedOperation operation, Signature signature) {
        return ledger.submit(operation, signature);
    }

    @Override
    public List<RecordedEvent> await(OperationId operation, Duration deadline) {
        return ledger.await(operation, deadline);
    }

    @Override
    public Optional<Standing> standing(ImageId image, Address participant) {
        return ledger.standing(image, participant);
    }

    @Override
    public boolean isCurrentRoot(ImageId image, Cid root) {
        return ledger.isCurrentRoot(image, root);
    }

    @Override
    public Optional<RecordedCertificate> certificate(Address owner) {
        return ledger.certificate(owner);
    }

    @Override
    public Optional<Institution> institutionOf(Role role, Address member) {
        return ledger.institutionOf(role, member);
    }

    @Override
    public EventPage events(EventFilter filter, Cursor after, int max) {
        return ledger.events(filter, after, max);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
