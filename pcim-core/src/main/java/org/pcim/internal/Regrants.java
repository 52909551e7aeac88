package org.pcim.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.pcim.cipher.CipherIdentity;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.model.Address;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the requesters whose approval is in force get for a new version. Closing it lets go copies that were not handed
 * on.
 */
final class Regrants implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Regrants.class);

    private final List<Regrant> grants = new ArrayList<>();
    private final List<Share> shares = new ArrayList<>();
    private final Set<Address> unusable = new LinkedHashSet<>();
    private int size;
    private boolean full;

    private Regrants() {}

    /**
     * Shares a version that is not recorded yet with all but some.
     *
     * @param next the image as it will be
     * @param own the patient's capsule of that version
     */
    static Regrants share(
            ClientServices services, CipherIdentity patient, ImageRecord next, KeyCapsule own, Set<Address> removed) {
        Regrants regrants = new Regrants();
        try {
            Set<Address> requesters = inForce(services, next);
            requesters.removeAll(removed);
            for (Address requester : requesters) {
                regrants.add(services, patient, next, own, requester);
            }
            return regrants;
        } catch (RuntimeException e) {
            regrants.close();
            throw e;
        }
    }

    private void add(
            ClientServices services, CipherIdentity patient, ImageRecord next, KeyCapsule own, Address requester) {
        Optional<CertificateDirectory.Entry> entry = services.certificates()
                .findUsable(requester, services.verified().now());
        if (entry.isEmpty()) {
            unusable.add(requester);
            return;
        }
        if (full || grants.size() == Regrant.MAX_COUNT) {
            full = true;
            return;
        }
        Share share =
                new Sharing(services, patient).share(next, own, entry.get().certificate(), Progress.none());
        Regrant grant =
                new Regrant(requester, share.capsule(), entry.get().published().sequence());
        size += OperationSize.of(grant);
        if (size > OperationSize.MAX) {
            full = true;
            share.close();
            return;
        }
        shares.add(share);
        grants.add(grant);
    }

    /** The requesters whose approval of an image, of whatever version, is in force. */
    static Set<Address> inForce(ClientServices services, ImageRecord image) {
        Set<Address> requesters = new LinkedHashSet<>();
        services.verified()
                .forEach(
                        EventFilter.all().image(image.id()).kinds(Set.of(RequestApproved.class)),
                        recorded -> requesters.add(((RequestApproved) recorded.event()).requester()));
        requesters.removeIf(requester -> !services.ledger()
                .access(image.id(), requester)
                .inForce(services.verified().now()));
        return requesters;
    }

    List<Regrant> grants() {
        return grants;
    }

    /** Whether there are more than one operation holds; they are to be renewed. */
    boolean areMore() {
        return full;
    }

    /** Does what puts the capsules on the ledger. */
    <T> T handOnBy(Supplier<T> how) {
        T result = UnrecordedRoot.handOnAll(
                shares.stream().map(Share::copy).filter(Objects::nonNull).toList(), how);
        if (!unusable.isEmpty()) {
            LOG.warn(
                    "{} keep an approval of the version before, since their certificates cannot be used; renew them when they"
                            + " have published others",
                    unusable);
        }
        return result;
    }

    @Override
    public void close() {
        shares.forEach(Share::close);
    }
}
