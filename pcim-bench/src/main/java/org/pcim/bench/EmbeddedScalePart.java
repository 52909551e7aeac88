package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.pcim.bench.LongLedger.Shape;
import org.pcim.embedded.ledger.EmbeddedAccessLedger;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.ledger.AccessLedger;
import org.pcim.signing.LedgerKey;

/** The embedded ledger while it grows to 100,000 images and 1.1 million events, measured after 1, 10 and 100 % of them. */
final class EmbeddedScalePart implements Part {

    private static final Shape SHAPE = new Shape(100, 5);
    private static final List<Integer> PATIENTS = List.of(10, 100, 1000);

    @Override
    public List<Program.Needed> needs() {
        return List.of();
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        Path folder = places.disk().resolve("scale-embedded");
        LedgerKey owner = LedgerKey.generate();
        AtomicBoolean made = new AtomicBoolean();
        Supplier<AccessLedger> opening = () -> made.getAndSet(true)
                ? EmbeddedAccessLedger.open(folder)
                : EmbeddedAccessLedger.create(folder, owner.address());
        Shape shape = sizes.quick() ? LedgerScale.QUICK_SHAPE : SHAPE;
        List<Figure> figures = new ArrayList<>();
        try (EmbeddedImageStore store = EmbeddedImageStore.open(places.disk().resolve("scale-store"));
                LongLedger ledger = new LongLedger(owner, opening, key -> key, shape)) {
            LedgerScale scale = new LedgerScale("embedded ledger", "scale-embedded", ledger, store, sizes.rounds());
            for (int patients : sizes.quick() ? LedgerScale.QUICK_PATIENTS : PATIENTS) {
                figures.addAll(scale.at(patients));
                EmbeddedAccessLedger verified = (EmbeddedAccessLedger) ledger.ledger();
                figures.add(scale.once("verify", () -> verified.verify(verified.head())));
                figures.add(scale.size("its files", length(folder) / 1e6));
            }
        }
        return figures;
    }

    private static double length(Path folder) throws IOException {
        double length = 0;
        for (Path file : Folders.files(folder)) {
            length += Files.size(file);
        }
        return length;
    }
}
