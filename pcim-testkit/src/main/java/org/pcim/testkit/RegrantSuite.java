package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRefused;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pcim.GrantTerms;
import org.pcim.HistoryEntry;
import org.pcim.PcimClient;
import org.pcim.RequesterView;
import org.pcim.cipher.ImageCipher;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Receipt;
import org.pcim.study.StudyCorrection;

/** How approvals go over to a new version. */
abstract class RegrantSuite extends VersionedImageSuite {

    @Test
    void approvalOfAnEarlierVersionOpensNoLaterOne() {
        approve(doctor, 3);
        NewVersion elsewhere =
                new NewVersion(2, new Cid(Cid.Codec.DAG_PB, Digest.sha256(new byte[] {1})), Digest.sha256());
        AccessLedger ledger = world.harness.ledger();
        PreparedOperation prepared = ledger.prepare(
                new AddRotation(image, elsewhere, KeyCapsule.of(new byte[] {1}), List.of(), List.of()),
                patient.address());
        ledger.await(ledger.submit(prepared, world.patient.signer().sign(prepared.signable())), Duration.ofMinutes(1));
        assertRefused(Refusal.APPROVED_EARLIER_VERSION, () -> doctor.retrieve(image, folder.resolve("doctor")));
    }

    @Test
    void renewalIsForTheCurrentVersion() {
        approve(doctor, 3);
        patient.rotate(image, Set.of());
        patient.renew(image, doctor.address(), world.days(9));
        assertEquals(2, doctor.access(image).version());
        assertRetrieved(study, doctor.retrieve(image, folder.resolve("doctor")));
    }

    @Test
    void capsulesThatOneOperationDoesNotHoldFollowAsRenewals() {
        List<RequesterView> requesters = new ArrayList<>();
        for (int i = 0; i < 28; i++) {
            requesters.add(world.pcim.requester(world.harness.newProfessional("Doctor " + i)));
            requesters.get(i).publishKey();
            requesters.get(i).requestAccess(image, "");
        }
        GrantTerms terms = world.days(3);
        assertTrue(patient.approveAll(patient.pendingRequests(), terms).isComplete());
        KeyCapsule largest = KeyCapsule.of(new byte[KeyCapsule.MAX_LENGTH]);
        ImageCipher large = Lying.in(ImageCipher.class, world.harness.cipher(), "rewrap", small -> largest);

        try (PcimClient pcim = client(world.harness.ledger(), large)) {
            pcim.patient(world.patient).rotate(image, Set.of());
        }

        for (RequesterView requester : requesters) {
            assertEquals(2, requester.access(image).version());
            assertEquals(terms.expiry(), requester.access(image).expiry());
        }
        List<OperationId> renewedBy = patient.history(image).stream()
                .map(HistoryEntry::recorded)
                .filter(recorded -> recorded.event() instanceof RequestRenewed)
                .map(RecordedEvent::operation)
                .toList();
        assertEquals(29, renewedBy.size());
        long operations = renewedBy.stream().distinct().count();
        assertTrue(operations > 1 && operations < 6, () -> operations + " operations");
    }

    @Test
    void approvalsThatAreLeftBehindAreRenewed() {
        approve(doctor, 3);
        GrantTerms terms =
                GrantTerms.until(Objects.requireNonNull(doctor.access(image).expiry()));
        try (PcimClient pcim = client(withoutApprovals(), world.harness.cipher())) {
            pcim.patient(world.patient).rotate(image, Set.of());
        }
        assertRefused(Refusal.APPROVED_EARLIER_VERSION, () -> doctor.retrieve(image, folder.resolve("early")));

        patient.renewOutdated(image);

        assertRetrieved(study, doctor.retrieve(image, folder.resolve("doctor")));
        assertEquals(terms.expiry(), doctor.access(image).expiry());
        int events = patient.history(image).size();
        patient.renewOutdated(image);
        assertEquals(events, patient.history(image).size());
    }

    @Test
    void addingTheSameCorrectionAgainRenewsWhoWasLeftBehind() {
        approve(doctor, 3);
        Receipt receipt = correct(StudyCorrection.withdrawing(SECOND));
        try (PcimClient pcim = client(withoutApprovals(), world.harness.cipher())) {
            pcim.patient(world.patient).addCorrection(receipt);
        }
        assertEquals(1, doctor.access(image).version());
        patient.addCorrection(receipt);
        assertEquals(2, doctor.access(image).version());
    }

    /** A node that forgets who was approved. */
    private AccessLedger withoutApprovals() {
        return Lying.about(AccessLedger.class, world.harness.ledger(), "events", (filter, page) -> {
            EventPage all = (EventPage) page;
            List<RecordedEvent> shown = all.events().stream()
                    .filter(recorded -> !(recorded.event() instanceof RequestApproved))
                    .toList();
            return new EventPage(shown, all.next(), all.last());
        });
    }

    private PcimClient client(AccessLedger ledger, ImageCipher cipher) {
        return PcimClient.builder()
                .store(world.harness.store())
                .ledger(ledger)
                .cipher(cipher)
                .clock(world.harness.clock())
                .build();
    }
}
