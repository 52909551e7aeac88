package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pcim.bench.Figure.Place;
import org.pcim.error.PcimException;

/** Table 2 of the paper, which compares systems in words: here each row is shown by doing it, on real nodes. */
final class Table2Part implements Part {

    private static final String PASS = "pass";

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.KUBO, Program.Needed.ANVIL, Program.Needed.GETH_CLIQUE);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        List<Figure> figures = new ArrayList<>();
        try (SharedImage image = new SharedImage(places.disk().resolve("table2"), sizes)) {
            for (Check check : image.checks()) {
                figures.add(result(check));
            }
        }
        figures.add(result(TamperedLedger.check(places.disk().resolve("table2-ledger"))));
        figures.add(result(StoppedSigner.check(places.disk().resolve("table2-signers"))));
        return figures;
    }

    private static Figure result(Check check) {
        long begun = System.nanoTime();
        String outcome = PASS;
        try {
            check.proof().run();
        } catch (IOException | PcimException e) {
            outcome = "fail: " + e.getMessage();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return Figure.of(
                        check.row() + ": " + check.shows(),
                        List.of(Measurement.once(Measurement.PCIM, "s", seconds)),
                        List.of(),
                        outcome,
                        PASS,
                        outcome.equals(PASS))
                .at(Place.bar("table2-time-of-checks", check.row()));
    }
}
