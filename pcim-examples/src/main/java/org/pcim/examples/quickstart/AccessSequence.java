package org.pcim.examples.quickstart;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pcim.AccessRequest;
import org.pcim.CheckReport;
import org.pcim.GrantTerms;
import org.pcim.PatientView;
import org.pcim.PcimClient;
import org.pcim.RequesterView;
import org.pcim.dicom.DicomStudy;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.ReasonCode;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.study.RetrievedStudy;

/** The paper's Figure 4, for every study that was found. */
final class AccessSequence {

    private static final int AGREEMENT_DAYS = 30;

    private final PcimClient pcim;
    private final Participants participants;
    private final OpenedLedger ledger;
    private final WorkFolder work;
    private final Screen screen;
    private final EventFeed events;
    private final PatientView patient;
    private final RequesterView requester1;
    private final RequesterView requester2;
    private final List<Receipt> receipts = new ArrayList<>();

    AccessSequence(
            PcimClient pcim,
            Participants participants,
            OpenedLedger ledger,
            WorkFolder work,
            Screen screen,
            EventFeed events) {
        this.pcim = pcim;
        this.participants = participants;
        this.ledger = ledger;
        this.work = work;
        this.screen = screen;
        this.events = events;
        this.patient = pcim.patient(participants.patient().identity());
        this.requester1 = pcim.requester(participants.requester1().identity());
        this.requester2 = pcim.requester(participants.requester2().identity());
    }

    /** The images that were registered. */
    List<ImageId> images() {
        return receipts.stream().map(Receipt::image).toList();
    }

    void run(InputFiles input) {
        setUpTheConsortium();
        deposit(input.studies());
        register();
        request();
        decide();
        trace("trace_authorization: the patient has it recorded who is authorized");
        retrieve();
        remove();
    }

    private void setUpTheConsortium() {
        screen.step("The consortium: the owner admits a hospital, the hospital its radiologist and a doctor");
        admitTheHospital();
        var hospital = pcim.institution(ledger.institution());
        hospital.registerMember(Role.RADIOLOGIST, participants.radiologist().address());
        hospital.registerMember(Role.REQUESTER, participants.requester1().address());
        events.showNew();
        screen.say("everybody publishes a certificate, bound to the ledger address by two signatures");
        pcim.radiologist(participants.radiologist().identity()).publishKey();
        patient.publishKey();
        requester1.publishKey();
        requester2.publishKey();
        events.showNew();
        CheckReport check = pcim.check(
                participants.radiologist().identity(),
                participants.patient().identity(),
                participants.requester1().identity(),
                participants.requester2().identity());
        if (!check.allGood()) {
            throw new ProofFailedException("store, ledger and keys do not fit together:\n" + check);
        }
    }

    /** On a contract that is there already, the hospital may be too. */
    private void admitTheHospital() {
        try {
            pcim.owner(ledger.owner()).registerInstitution(ledger.institution().address(), "General Hospital");
        } catch (LedgerRefusalException e) {
            if (e.refusal() != Refusal.INSTITUTION_KNOWN) {
                throw e;
            }
            screen.say("the hospital is registered already");
        }
    }

    private void deposit(List<DicomStudy> studies) {
        screen.step("Deposit: the radiologist encrypts for the patient, stores, and signs a receipt");
        for (DicomStudy study : studies) {
            Receipt receipt = pcim.radiologist(participants.radiologist().identity())
                    .deposit(
                            study.toStudy(),
                            participants.patient().address(),
                            study.description(),
                            "Deposited by the quickstart",
                            screen.progress("encrypted"));
            receipts.add(receipt);
            work.write(work.receipt(receipts.size(), studies.size()), receipt.toJson());
        }
        screen.say("%s, %s, encrypted as %s"
                .formatted(
                        describe(receipts.get(0).attestation().description()),
                        count(studies.get(0).instances().size(), "file"),
                        receipts.get(0).attestation().root()));
        sayHowManyMore();
    }

    private void register() {
        screen.step("create_contract: the patient registers the receipt");
        receipts.forEach(patient::createContract);
        events.showNew();
    }

    private void request() {
        screen.step("requesting_access: two requesters ask (Figure 6)");
        forEachImage(image -> {
            requester1.requestAccess(pcim.reference(image), "Second opinion, " + AGREEMENT_DAYS + " days");
            requester2.requestAccess(pcim.reference(image), "Training of a model");
        });
        events.showNew();
        patient.pendingRequests().stream()
                .limit(2)
                .forEach(request -> screen.say("the patient reads: %s asks for \"%s\""
                        .formatted(String.join(", ", request.userIds()), request.notes())));
    }

    private void decide() {
        screen.step("approve_IRs: the patient approves requester1 and denies requester2 (Figure 7)");
        GrantTerms terms = GrantTerms.until(LocalDate.now(ZoneOffset.UTC).plusDays(AGREEMENT_DAYS));
        for (AccessRequest request : patient.pendingRequests()) {
            if (request.requester().equals(participants.requester1().address())) {
                patient.approve(request, terms);
            } else {
                patient.deny(request, ReasonCode.PURPOSE_NOT_ACCEPTED, "Not for training");
            }
        }
        events.showNew();
        screen.say("approving wrapped the image's key once more; the image itself is stored once");
    }

    private void trace(String title) {
        screen.step(title + " (Figure 8)");
        forEachImage(image -> {
            expect(patient.trace(image, participants.requester1().address()).authorized(), true);
            expect(patient.trace(image, participants.requester2().address()).authorized(), false);
        });
        events.showNew();
    }

    private void retrieve() {
        screen.step("Retrieval: requester1 fetches, verifies every block and both signatures, and decrypts");
        int files = 0;
        for (ImageId image : images()) {
            RetrievedStudy retrieved = requester1.retrieve(image, work.retrieving(), screen.progress("decrypted"));
            files += retrieved.instances().size();
            work.moveFiles(work.retrieving(), work.retrieved(Participants.REQUESTER_1));
        }
        screen.say(count(files, "file") + " in " + work.retrieved(Participants.REQUESTER_1));
    }

    private void remove() {
        screen.step("remove_IRs: the patient removes requester1 (Figure 9)");
        forEachImage(image -> {
            patient.remove(image, participants.requester1().address(), ReasonCode.AGREEMENT_ENDED, "Contract expired");
            expect(patient.trace(image, participants.requester1().address()).authorized(), false);
        });
        events.showNew();
    }

    private void forEachImage(Consumer<ImageId> action) {
        images().forEach(action);
    }

    private void sayHowManyMore() {
        if (receipts.size() > 1) {
            screen.say("and " + count(receipts.size() - 1, "more image"));
        }
    }

    private static void expect(boolean authorized, boolean expected) {
        if (authorized != expected) {
            throw new ProofFailedException("the ledger says authorized=" + authorized + " where it should not");
        }
    }

    private static String describe(ImageDescription description) {
        String modality = description.modality() == null ? "images" : description.modality();
        return description.bodyPart() == null ? modality : modality + " " + description.bodyPart();
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
