package org.pcim.testkit.sequence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.KeyPublished;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.model.Address;
import org.pcim.model.LedgerId;

/** The model's published certificates. */
final class Certificates {

    private final LedgerId ledger;
    private final Signatures signatures;
    private final Map<Address, List<PublishedCertificate>> published = new HashMap<>();

    Certificates(LedgerId ledger, Signatures signatures) {
        this.ledger = ledger;
        this.signatures = signatures;
    }

    /** Oldest first. */
    List<PublishedCertificate> of(Address owner) {
        return published.getOrDefault(owner, List.of());
    }

    LedgerEvent publish(Attempt attempt, PublishedCertificate it) {
        int length = it.certificate().length();
        attempt.require(length >= 1 && length <= 16384, Refusal.BAD_CERTIFICATE);
        long last = of(attempt.sender()).stream()
                .mapToLong(PublishedCertificate::sequence)
                .max()
                .orElse(0);
        attempt.require(it.sequence() > last, Refusal.STALE_SEQUENCE);
        attempt.require(it.owner().equals(attempt.sender()), Refusal.BAD_BINDING);
        int bindingLength = it.certificateBinding().length();
        attempt.require(bindingLength >= 1 && bindingLength <= 4096, Refusal.BAD_BINDING);
        attempt.require(signatures.isOf(attempt.sender(), it.binding(ledger), it.ownerBinding()), Refusal.BAD_BINDING);
        return new KeyPublished(it);
    }

    void happened(LedgerEvent event) {
        if (event instanceof KeyPublished it) {
            published
                    .computeIfAbsent(it.certificate().owner(), owner -> new ArrayList<>())
                    .add(it.certificate());
        }
    }
}
