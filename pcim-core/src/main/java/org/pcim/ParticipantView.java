package org.pcim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.RevocationReason;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.error.PrunedEventException;
import org.pcim.internal.CertificateDirectory;
import org.pcim.internal.ClientServices;
import org.pcim.internal.KeyPublication;
import org.pcim.internal.Retrieval;
import org.pcim.internal.SealedTexts.Kind;
import org.pcim.internal.SealedTexts.Place;
import org.pcim.ledger.Access;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.Institution;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.AuthorizationSuccess;
import org.pcim.ledger.LedgerEvent.RequestDenied;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.ImageId;
import org.pcim.model.ImageReference;
import org.pcim.model.LedgerText;
import org.pcim.model.Progress;
import org.pcim.model.Role;
import org.pcim.study.RetrievedStudy;

/**
 * What every participant may do.
 *
 * <p>Safe for use by many threads. Calls block; every call throws a {@link org.pcim.error.PcimException} of the stage that
 * failed, {@link org.pcim.error.LedgerRefusalException} with the rule if the ledger refuses.
 */
public abstract sealed class ParticipantView permits RadiologistView, PatientView, RequesterView {

    final ClientServices services;
    final Identity identity;

    ParticipantView(ClientServices services, Identity identity) {
        this.services = services;
        this.identity = identity;
    }

    /** The participant's ledger address. */
    public final Address address() {
        return identity.address();
    }

    /**
     * Publishes the participant's certificate on the ledger, bound to its address. If it is the newest one published
     * already, nothing is done.
     *
     * @throws InputException if it is revoked
     */
    public final PublishedCertificate publishKey() {
        return new KeyPublication(services, identity.signer(), identity.keys()).publish();
    }

    /**
     * Revokes the participant's certificate, for good: publishes it with a revocation by its own key (RFC 9580, 5.2.1.11).
     * From then on nobody encrypts to it or approves it, and its owner attests to nothing and asks for nothing, until a new
     * key is published. What was encrypted to it is still opened with it, and what it signed stays genuine; whoever
     * retrieves that is told ({@link RetrievedStudy#revocation}).
     *
     * <p>If it is revoked already, nothing is done; only a reason that puts earlier signatures in doubt is published after one
     * that did not. The revocation is the newest certificate of this address: where a new key was published before, publish
     * it again afterwards. A key that has expired can be revoked too.
     *
     * @param reason what everybody can read; {@link RevocationReason#COMPROMISED} if somebody else may have the key
     * @return the revoked certificate as it is published
     * @throws InputException if the certificate is not published for this address
     */
    public final PublishedCertificate revokeKey(RevocationReason reason) {
        return new KeyPublication(services, identity.signer(), identity.keys()).revoke(reason);
    }

    /** Where a requester stands with an image. Reading leaves no trace. */
    final Access readAccess(ImageId image, Address requester) {
        return services.ledger().access(image, requester);
    }

    final RetrievedStudy retrieveInto(ImageId image, Path folder, Progress progress) {
        return new Retrieval(services, address(), identity.keys()).run(image, folder, progress);
    }

    final AuthorizationTrace traceRequester(ImageId image, Address requester) {
        RecordedEvent recorded = services.verified()
                .perform(new TraceAuthorization(image, requester), identity.signer())
                .get(0);
        return new AuthorizationTrace(recorded.event() instanceof AuthorizationSuccess, recorded);
    }

    final List<HistoryEntry> readHistory(EventFilter filter) {
        List<HistoryEntry> entries = new ArrayList<>();
        services.verified()
                .forEach(filter, recorded -> entries.add(new HistoryEntry(recorded, textOf(recorded.event()))));
        return entries;
    }

    final ImageId onThisLedger(ImageReference reference) {
        if (!reference.ledger().equals(services.ledger().id())) {
            throw new InputException(
                    "use image reference",
                    reference.toString(),
                    "it is for another ledger than this one, "
                            + services.ledger().id());
        }
        return reference.image();
    }

    /** Requests with who asks; the certificates are verified. */
    final List<AccessRequest> toRequests(Collection<RecordedEvent> asked) {
        Map<Address, Asking> asking = new HashMap<>();
        return asked.stream()
                .map(recorded -> {
                    AccessRequested event = (AccessRequested) recorded.event();
                    Asking who = asking.computeIfAbsent(event.requester(), this::asking);
                    return new AccessRequest(
                            event.image(),
                            event.requester(),
                            recorded.time(),
                            textOf(event),
                            who.certificate,
                            who.institution,
                            who.dropped);
                })
                .toList();
    }

    private record Asking(
            @Nullable RecipientCertificate certificate,
            @Nullable Institution institution,
            @Nullable PrunedEventException dropped) {}

    private Asking asking(Address requester) {
        RecipientCertificate certificate = null;
        Institution institution = null;
        PrunedEventException dropped = null;
        try {
            certificate = services.certificates()
                    .findUsable(requester, services.verified().now())
                    .map(CertificateDirectory.Entry::certificate)
                    .orElse(null);
        } catch (PrunedEventException e) {
            dropped = e;
        }
        try {
            institution =
                    services.ledger().institutionOf(Role.REQUESTER, requester).orElse(null);
        } catch (PrunedEventException e) {
            dropped = e;
        }
        return new Asking(certificate, institution, dropped);
    }

    final Place place(ImageId image, Address author, Address reader, Kind kind) {
        return new Place(services.ledger().id(), image, author, reader, kind);
    }

    private @Nullable String textOf(LedgerEvent event) {
        if (event instanceof AccessRequested e) {
            return open(e.notes(), place(e.image(), e.requester(), e.patient(), Kind.NOTES));
        }
        if (event instanceof RequestDenied e) {
            return open(e.reason().text(), place(e.image(), e.patient(), e.requester(), Kind.DENIAL));
        }
        if (event instanceof RequesterRemoved e) {
            return open(e.reason().text(), place(e.image(), e.patient(), e.requester(), Kind.REMOVAL));
        }
        return null;
    }

    private @Nullable String open(LedgerText text, Place place) {
        if (text.content().isEmpty()) {
            return null;
        }
        try {
            return services.texts().open(text, place, identity.keys());
        } catch (CipherException unreadable) {
            return null;
        }
    }
}
