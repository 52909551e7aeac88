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
    private final Set<Address> left = new LinkedHashSet<>();

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
        if (entry.isEmpty() || grants.size() == Regrant.MAX_COUNT) {
            left.add(requester);
            return;
        }
        Share share =
                new Sharing(services, patient).share(next, own, entry.get().certificate(), Progress.none());
        shares.add(share);
        grants.add(
                new Regrant(requester, share.capsule(), entry.get().published().sequence()));
    }

    private static Set<Address> inForce(ClientServices services, ImageRecord image) {
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

    /** Does what puts the capsules on the ledger. */
    <T> T handOnBy(Supplier<T> how) {
        T result = UnrecordedRoot.handOnAll(
                shares.stream().map(Share::copy).filter(Objects::nonNull).toList(), how);
        if (!left.isEmpty()) {
            LOG.warn(
                    "{} keep an approval of the version before: their certificates cannot be used, or they are more than"
                            + " one operation takes; renew them",
                    left);
        }
        return result;
    }

    @Override
    public void close() {
        shares.forEach(Share::close);
    }
}
