package org.pcim.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.PatientView;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.model.ImageId;
import org.pcim.model.ReasonCode;
import org.pcim.model.Receipt;

/**
 * The gas of what participants do, each thing once in each round: with a new image and a new requester, so that every call
 * finds the contract as it finds it for the first time.
 */
final class GasUse {

    static final String PUBLISH_KEY = "publish a key";
    static final String TRACE_BY_PATIENT = "trace_authorization, by the patient";
    static final String APPROVE_WITH_LIMIT = "approve_IRs, with a limit set";
    static final String REQUEST_IN_BATCH = "requesting_access, each of a batch";
    static final String APPROVE_IN_BATCH = "approve_IRs, each of a batch";

    private static final String NOTES =
            "Second opinion before surgery on 14 December; read by me alone, and deleted after thirty days.";
    private static final String REASON = "The second opinion was given on 16 December.";

    private final ChainWorld world;
    private final Identity patient;
    private final PatientView deciding;
    private final Map<String, List<Double>> gas = new LinkedHashMap<>();
    private final Map<String, Measurement> sealed = new LinkedHashMap<>();

    GasUse(ChainWorld world) {
        this.world = world;
        this.patient = world.patient();
        this.deciding = world.pcim.patient(patient);
    }

    /** The paper's five functions, and the publishing of a key, which the paper's requesting_access contains. */
    void measureFunctions() throws IOException {
        Receipt receipt = world.deposit(patient);
        ImageId image = receipt.attestation().image();
        add(PaperFunction.CREATE_CONTRACT.paperName, () -> deciding.createContract(receipt));
        Identity doctor = world.named("Doctor");
        add(PUBLISH_KEY, () -> world.pcim.requester(doctor).publishKey());
        add(
                PaperFunction.REQUESTING_ACCESS.paperName,
                () -> world.pcim.requester(doctor).requestAccess(image, NOTES));
        keepLength(PaperFunction.REQUESTING_ACCESS, "sealed notes", image, AccessRequested.class);
        AccessRequest request = deciding.pendingRequests().get(0);
        add(PaperFunction.APPROVE_IRS.paperName, () -> deciding.approve(request, tomorrow()));
        add(
                PaperFunction.TRACE_AUTHORIZATION.paperName,
                () -> world.pcim.requester(doctor).trace(image));
        add(TRACE_BY_PATIENT, () -> deciding.trace(image, doctor.address()));
        add(
                PaperFunction.REMOVE_IRS.paperName,
                () -> deciding.remove(image, doctor.address(), ReasonCode.AGREEMENT_ENDED, REASON));
        keepLength(PaperFunction.REMOVE_IRS, "sealed reason", image, RequesterRemoved.class);
    }

    /** Requests for so many images in one operation, and the approval of requests of so many requesters. */
    void measureBatches(int size) throws IOException {
        List<ImageId> images = new ArrayList<>();
        List<Identity> doctors = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            images.add(world.image(patient));
            doctors.add(world.requester());
        }
        Identity asking = doctors.get(0);
        addEach(REQUEST_IN_BATCH, size, () -> world.pcim.requester(asking).requestAccessToAllOrNone(images, NOTES));
        for (Identity doctor : doctors.subList(1, size)) {
            world.pcim.requester(doctor).requestAccess(images.get(0), NOTES);
        }
        List<AccessRequest> requests = deciding.pendingRequests().stream()
                .filter(request -> request.image().equals(images.get(0)))
                .toList();
        addEach(APPROVE_IN_BATCH, requests.size(), () -> deciding.approveAllOrNone(requests, tomorrow()));
        for (AccessRequest left : deciding.pendingRequests()) {
            deciding.deny(left, ReasonCode.PATIENT_DECISION, "");
        }
    }

    /** An approval by a patient who has set a limit. */
    void measureLimit() throws IOException {
        Identity careful = world.patient();
        PatientView limiting = world.pcim.patient(careful);
        limiting.setApprovalLimit(100, Duration.ofDays(30));
        ImageId image = world.image(careful);
        world.pcim.requester(world.requester()).requestAccess(image, NOTES);
        AccessRequest request = limiting.pendingRequests().get(0);
        add(APPROVE_WITH_LIMIT, () -> limiting.approve(request, tomorrow()));
    }

    /** What was measured of a function, and how long the text is that it carries, if it carries one. */
    List<Measurement> of(PaperFunction function) {
        Measurement text = sealed.get(function.paperName);
        Measurement taken = of(function.paperName);
        return text == null ? List.of(taken) : List.of(taken, text);
    }

    /** What was measured under a name. */
    Measurement of(String name) {
        return new Measurement(Measurement.PCIM, "gas", List.of(), gas.getOrDefault(name, List.of()));
    }

    private void keepLength(PaperFunction function, String what, ImageId image, Class<? extends LedgerEvent> kind) {
        LedgerEvent event = world.ledger
                .events(EventFilter.all().image(image).kinds(Set.of(kind)), Cursor.START, 1)
                .events()
                .get(0)
                .event();
        int length = event instanceof AccessRequested request
                ? request.notes().content().length()
                : ((RequesterRemoved) event).reason().text().content().length();
        sealed.put(function.paperName, Measurement.once(what, "bytes", length));
    }

    private void add(String name, Cost.Work work) throws IOException {
        addEach(name, 1, work);
    }

    private void addEach(String name, int size, Cost.Work work) throws IOException {
        double taken = ChainBlock.gasOf(world.chain, work);
        gas.computeIfAbsent(name, first -> new ArrayList<>()).add(taken / size);
    }

    private static GrantTerms tomorrow() {
        return GrantTerms.until(Instant.now().plus(Duration.ofDays(1)));
    }
}
