package org.pcim.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.pcim.error.LedgerException;
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

    private final AccessLedger ledger;
    private final Clock clock;
    private final Duration deadline;

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

    /** An operation that is ready to be sent. */
    record Signed(PreparedOperation operation, Signature signature) {}

    /** Has an operation signed, sent and recorded. */
    public List<RecordedEvent> perform(LedgerOperation operation, LedgerSigner signer) {
        return send(sign(operation, signer));
    }

    /** As {@link #perform}, and gives the one event of this type that it brought. */
    public RecordedEvent performFor(Class<? extends LedgerEvent> kind, LedgerOperation operation, LedgerSigner signer) {
        return sendFor(kind, sign(operation, signer));
    }

    /** Has an operation signed. Nobody knows of it yet. */
    Signed sign(LedgerOperation operation, LedgerSigner signer) {
        PreparedOperation prepared = ledger.prepare(operation, signer.address());
        return new Signed(prepared, signer.sign(prepared.signable()));
    }

    /** Has a signed operation recorded. If this fails otherwise than by a refusal, it may be recorded all the same. */
    List<RecordedEvent> send(Signed signed) {
        PreparedOperation prepared = signed.operation;
        List<RecordedEvent> events = ledger.await(ledger.submit(prepared, signed.signature), deadline);
        LedgerOperation operation = prepared.operation();
        LOG.debug("{} {} by {}: recorded", operation.action(), operation.subject(), prepared.sender());
        return events;
    }

    /** As {@link #send}, and gives the one event of this type that it brought. */
    RecordedEvent sendFor(Class<? extends LedgerEvent> kind, Signed signed) {
        LedgerOperation operation = signed.operation.operation();
        return send(signed).stream()
                .filter(recorded -> kind.isInstance(recorded.event()))
                .findFirst()
                .orElseThrow(() -> new LedgerException(
                        operation.action(),
                        operation.subject(),
                        "the ledger recorded it without the event that belongs to it",
                        false));
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
