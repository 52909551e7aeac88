package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pcim.PcimClient;
import org.pcim.bench.Figure.Place;
import org.pcim.bench.LongLedger.Shape;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.ImageId;

/** How long the calls of a ledger take while it becomes longer. */
final class LedgerScale {

    static final Shape QUICK_SHAPE = new Shape(3, 2);
    static final List<Integer> QUICK_PATIENTS = List.of(1, 3);

    private static final int READS = 100;
    private static final int PAGE = 1000;
    private static final double MILLIS = 1e3;

    private final String name;
    private final String plot;
    private final LongLedger ledger;
    private final EmbeddedImageStore store;
    private final int rounds;
    private final Map<String, Beginning> first = new LinkedHashMap<>();

    /** What was measured at first. */
    private record Beginning(double events, double value) {}

    /**
     * Measures on a ledger.
     *
     * @param name in front of each line
     * @param plot the beginning of the names of its pictures
     * @param store for the client that is opened; nothing is stored
     */
    LedgerScale(String name, String plot, LongLedger ledger, EmbeddedImageStore store, int rounds) {
        this.name = name;
        this.plot = plot;
        this.ledger = ledger;
        this.store = store;
        this.rounds = rounds;
    }

    /** Lets the ledger grow until so many patients have their images, and measures every call. */
    List<Figure> at(int patients) throws IOException {
        double had = ledger.events();
        double taken = Cost.of(() -> ledger.growTo(patients)).seconds();
        double recorded = ledger.events() - had;
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.shown(
                Figure.format("%s: recorded %.0f events more, in batches", name, recorded),
                List.of(Measurement.once(Measurement.PCIM, "events/s", recorded / taken)),
                List.of(),
                ""));
        operations().forEach((call, measured) -> figures.add(figure("operations", call, measured)));
        reads().forEach((call, measured) -> figures.add(figure("reads", call, measured)));
        pages().forEach((call, measured) -> figures.add(figure("pages", call, measured)));
        figures.add(figure("pages", "open ledger and client", times(rounds, this::open)));
        return figures;
    }

    /** The same, for another call of this ledger alone. */
    Figure once(String call, Cost.Work work) throws IOException {
        return figure(call, call, Measurement.once(call, "ms", Cost.of(work).seconds() * MILLIS));
    }

    /** How large something is, in MB. */
    Figure size(String what, double megabytes) {
        return figure("size", what, Measurement.once(what, "MB", megabytes));
    }

    private Figure figure(String kind, String call, Measurement measured) {
        double events = ledger.events();
        Beginning beginning = first.computeIfAbsent(call, none -> new Beginning(events, measured.median()));
        return Figure.shown(
                        Figure.format("%s with %.0f events: %s", name, events, call),
                        List.of(measured.named(call)),
                        List.of(),
                        events > beginning.events
                                ? Figure.format(
                                        "%.2f x of that with %.0f events",
                                        measured.median() / beginning.value, beginning.events)
                                : "")
                .at(Place.point(plot + "-" + kind, "events", events));
    }

    /** Each with an image of its own, prepared, signed, submitted and awaited. */
    private Map<String, Measurement> operations() throws IOException {
        LedgerSigner patient = ledger.anyPatient().key();
        LedgerSigner requester = ledger.anyRequester();
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            CreateContract contract = ledger.attested(patient);
            ImageId image = contract.attestation().image();
            add(times, PaperFunction.CREATE_CONTRACT, patient, contract);
            add(times, PaperFunction.REQUESTING_ACCESS, requester, new RequestAccess(image, ledger.world.notes()));
            ApproveRequester approval =
                    new ApproveRequester(image, requester.address(), ledger.world.grant(LongLedger.LIFE));
            add(times, PaperFunction.APPROVE_IRS, patient, approval);
            add(
                    times,
                    PaperFunction.TRACE_AUTHORIZATION,
                    requester,
                    new TraceAuthorization(image, requester.address()));
            RemoveRequester removal = new RemoveRequester(image, requester.address(), ledger.world.reason());
            add(times, PaperFunction.REMOVE_IRS, patient, removal);
        }
        Map<String, Measurement> measured = new LinkedHashMap<>();
        times.forEach((call, values) -> measured.put(call, new Measurement(call, "ms", List.of(), values)));
        return measured;
    }

    private void add(
            Map<String, List<Double>> times, PaperFunction function, LedgerSigner sender, LedgerOperation operation)
            throws IOException {
        double taken = Cost.of(() -> ledger.world.act(sender, operation)).seconds() * MILLIS;
        times.computeIfAbsent(function.paperName, none -> new ArrayList<>()).add(taken);
    }

    private Map<String, Measurement> reads() throws IOException {
        Map<String, Measurement> reads = new LinkedHashMap<>();
        reads.put("image", times(READS, () -> ledger.ledger().image(ledger.anyImage())));
        reads.put(
                "access",
                times(
                        READS,
                        () -> ledger.ledger()
                                .access(ledger.anyImage(), ledger.anyRequester().address())));
        reads.put(
                "capsule",
                times(
                        READS,
                        () -> ledger.ledger()
                                .capsule(
                                        ledger.anyImage(), ledger.anyRequester().address())));
        reads.put(
                "certificate",
                times(
                        READS,
                        () -> ledger.ledger().certificate(ledger.anyRequester().address())));
        return reads;
    }

    private Map<String, Measurement> pages() throws IOException {
        EventFilter all = EventFilter.all();
        Map<String, Measurement> pages = new LinkedHashMap<>();
        pages.put("first page of all", times(rounds, () -> page(all, Cursor.START)));
        pages.put("a page in the middle", times(rounds, () -> page(all, ledger.middle())));
        pages.put("an image's history", times(rounds, () -> page(all.image(ledger.anyImage()), Cursor.START)));
        pages.put(
                "first page of a patient's history",
                times(rounds, () -> page(all.patient(ledger.anyPatient().key().address()), Cursor.START)));
        pages.put(
                "first page of a requester's history",
                times(rounds, () -> page(all.requester(ledger.anyRequester().address()), Cursor.START)));
        return pages;
    }

    private void page(EventFilter filter, Cursor after) {
        ledger.ledger().events(filter, after, PAGE);
    }

    private void open() {
        ledger.reopen();
        PcimClient.builder()
                .store(store)
                .ledger(ledger.ledger())
                .cipher(new OpenPgpImageCipher())
                .build()
                .close();
    }

    /** What it takes in milliseconds, once more in front to warm up. */
    private static Measurement times(int count, Cost.Work work) throws IOException {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            values.add(Cost.of(work).seconds() * MILLIS);
        }
        return new Measurement(Measurement.PCIM, "ms", values.subList(0, 1), values.subList(1, values.size()));
    }
}
