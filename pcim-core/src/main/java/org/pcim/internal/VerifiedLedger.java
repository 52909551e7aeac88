package org.pcim.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Attestation;
import org.pcim.model.ImageId;
import org.pcim.model.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ledger whose answers are checked as far as they are signed. */
public final class VerifiedLedger {

    private static final Logger LOG = LoggerFactory.getLogger(VerifiedLedger.class);
    private static final int PAGE = 500;
    private static final int ATTEMPTS = 5;

    private final AccessLedger ledger;
    private final Clock clock;
    private final Duration deadline;
    private final SenderTurns turns = new SenderTurns();

    VerifiedLedger(AccessLedger ledger, Clock clock, Duration deadline) {
        this.ledger = ledger;
        this.clock = clock;
        this.deadline = deadline;
    }

    /** The later of the local clock and the ledger's: a quiet chain's time lags, and a local clock can be wrong. */
    public Instant now() {
        Instant local = clock.instant();
        Instant recorded = ledger.head().time();
        return recorded.isAfter(local) ? recorded : local;
    }

    /** A registered image whose attestation its radiologist has signed, for this ledger. */
    public ImageRecord image(String action, ImageId id) {
        ImageRecord image = ledger.image(id)
                .orElseThrow(() -> new LedgerRefusalException(action, id.toString(), Refusal.UNKNOWN_IMAGE));
        if (!image.id().equals(id) || !isAttested(image.attestation(), image.attestationSignature())) {
            throw new LedgerException(
                    action,
                    id.toString(),
                    "what the ledger's node answers is not what the radiologist attested to; ask another node",
                    false);
        }
        return image;
    }

    /** Whether the radiologist in the attestation has signed it, for this ledger. */
    public boolean isAttested(Attestation attestation, Signature signature) {
        return attestation.ledger().equals(ledger.id())
                && ledger.verify(
                        attestation.radiologist(),
                        ledger.attestationData(attestation).digest(),
                        signature);
    }

    /** What is done around the sending of an operation that is signed. */
    interface Around {

        /** Sends it, and gives what that brings. If it fails otherwise than by a refusal, it may be recorded all the same. */
        List<RecordedEvent> run(Supplier<List<RecordedEvent>> sending);
    }

    /** Has an operation signed, sent and recorded. */
    public List<RecordedEvent> perform(LedgerOperation operation, LedgerSigner signer) {
        return perform(operation, signer, Supplier::get);
    }

    /** As {@link #perform(LedgerOperation, LedgerSigner)}. Until it is signed nobody knows of it. */
    List<RecordedEvent> perform(LedgerOperation operation, LedgerSigner signer, Around around) {
        try (SenderTurns.Turn turn = turns.take(signer.address())) {
            Signed first = sign(operation, signer);
            return around.run(() -> send(first, signer, turn));
        }
    }

    /** As {@link #perform(LedgerOperation, LedgerSigner)}, and gives the one event of this type that it brought. */
    public RecordedEvent performFor(Class<? extends LedgerEvent> kind, LedgerOperation operation, LedgerSigner signer) {
        return performFor(kind, operation, signer, Supplier::get);
    }

    /** As {@link #perform(LedgerOperation, LedgerSigner, Around)}, and gives the one event of this type that it brought. */
    RecordedEvent performFor(
            Class<? extends LedgerEvent> kind, LedgerOperation operation, LedgerSigner signer, Around around) {
        return perform(operation, signer, around).stream()
                .filter(recorded -> kind.isInstance(recorded.event()))
                .findFirst()
                .orElseThrow(() -> new LedgerException(
                        operation.action(),
                        operation.subject(),
                        "the ledger recorded it without the event that belongs to it",
                        false));
    }

    private record Signed(PreparedOperation operation, Signature signature) {}

    private Signed sign(LedgerOperation operation, LedgerSigner signer) {
        PreparedOperation prepared = ledger.prepare(operation, signer.address());
        return new Signed(prepared, signer.sign(prepared.signable()));
    }

    /** Has it recorded; if other operations of the sender take its place, has it signed again, a few times. */
    private List<RecordedEvent> send(Signed first, LedgerSigner signer, SenderTurns.Turn turn) {
        Signed signed = first;
        LedgerOperation operation = first.operation.operation();
        for (int attempt = 1; ; attempt++) {
            try {
                OperationId id = ledger.submit(signed.operation, signed.signature);
                turn.pass();
                List<RecordedEvent> events = ledger.await(id, deadline);
                LOG.debug("{} {} by {}: recorded", operation.action(), operation.subject(), signer.address());
                return events;
            } catch (LedgerFaultException e) {
                if (e.fault() != LedgerFault.OVERTAKEN || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.debug("{} {} by {}: overtaken", operation.action(), operation.subject(), signer.address());
            }
            turn.take();
            signed = sign(operation, signer);
        }
    }

    /** Tells every event that matches, oldest first. */
    public void forEach(EventFilter filter, Consumer<RecordedEvent> consumer) {
        Cursor after = Cursor.START;
        EventPage page;
        do {
            page = ledger.events(filter, after, PAGE);
            page.events().forEach(consumer);
            after = page.next();
        } while (!page.last());
    }
}
