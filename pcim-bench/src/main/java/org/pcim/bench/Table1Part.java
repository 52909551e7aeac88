package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pcim.bench.ChainWorld.Payment;
import org.pcim.bench.Figure.Place;
import org.pcim.testkit.program.AnvilNode;

/**
 * Table 1 of the paper: the gas of the five functions and what it costs, on a chain of anvil's, where each transaction has a
 * block of its own.
 */
final class Table1Part implements Part {

    private static final int BATCH = 10;
    private static final int MAX_DEPLOYMENT = 3_000_000;
    private static final int MAX_CODE_BYTES = 24_576 / 2;

    private final List<Prices.Price> prices;

    Table1Part(Prices prices) {
        this.prices = prices.all();
    }

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.ANVIL);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        try (AnvilNode anvil = AnvilNode.start();
                ChainWorld own = new ChainWorld(anvil, places.disk().resolve("own"), Payment.OWN);
                ChainWorld sponsored = new ChainWorld(anvil, places.disk().resolve("sponsored"), Payment.SPONSORED)) {
            GasUse byOwn = measured(own, sizes.rounds());
            GasUse bySponsor = measured(sponsored, sizes.rounds());
            List<Figure> figures = new ArrayList<>();
            for (PaperFunction function : PaperFunction.all()) {
                figures.add(function(function, byOwn));
            }
            figures.add(target(GasUse.TRACE_BY_PATIENT, byOwn, PaperFunction.TRACE_AUTHORIZATION, 29_500));
            figures.add(target(GasUse.APPROVE_WITH_LIMIT, byOwn, PaperFunction.APPROVE_IRS, 44_000));
            figures.add(target(GasUse.APPROVE_IN_BATCH, byOwn, PaperFunction.APPROVE_IRS, 19_000));
            figures.add(compared(GasUse.REQUEST_IN_BATCH, byOwn, PaperFunction.REQUESTING_ACCESS));
            figures.add(upTo(GasUse.PUBLISH_KEY + ", once", byOwn.of(GasUse.PUBLISH_KEY), 80_000));
            for (PaperFunction function : PaperFunction.all()) {
                figures.add(sponsored(function, byOwn, bySponsor));
            }
            figures.add(upTo(
                    "deploy the contract",
                    Measurement.once(Measurement.PCIM, "gas", (double) own.deployment.gasUsed()),
                    MAX_DEPLOYMENT));
            figures.add(upTo("the contract's code", codeBytes(own), MAX_CODE_BYTES));
            for (Prices.Price price : prices) {
                for (PaperFunction function : PaperFunction.all()) {
                    figures.add(cost(function, byOwn, price));
                }
            }
            return figures;
        }
    }

    private static GasUse measured(ChainWorld world, int rounds) throws IOException {
        GasUse gas = new GasUse(world);
        for (int round = 0; round < rounds; round++) {
            gas.measureFunctions();
            gas.measureLimit();
        }
        gas.measureBatches(BATCH);
        return gas;
    }

    private static Figure function(PaperFunction function, GasUse gas) {
        return target(function.paperName, gas.of(function), function, function.target);
    }

    private static Figure target(String name, GasUse gas, PaperFunction function, int target) {
        return target(name, List.of(gas.of(name)), function, target);
    }

    private static Figure target(String name, List<Measurement> ours, PaperFunction function, int target) {
        double gas = ours.get(0).median();
        return Figure.of(
                        name,
                        ours,
                        List.of(function.paper()),
                        share(ours.get(0), function.paper()),
                        "at most " + target,
                        gas <= target)
                .at(Place.bar("table1-gas", name));
    }

    private static Figure compared(String name, GasUse gas, PaperFunction function) {
        Measurement ours = gas.of(name);
        return Figure.shown(name, List.of(ours), List.of(function.paper()), share(ours, function.paper()))
                .at(Place.bar("table1-gas", name));
    }

    private static Figure sponsored(PaperFunction function, GasUse own, GasUse sponsored) {
        Measurement ours = sponsored.of(function.paperName);
        Measurement paid = own.of(function.paperName).named("paid by the sender");
        return Figure.shown(
                        function.paperName + ", paid by the hospital", List.of(ours), List.of(paid), share(ours, paid))
                .at(Place.bar("table1-sponsored-gas", function.paperName));
    }

    private static Figure upTo(String what, Measurement ours, int most) {
        return Figure.of(what, List.of(ours), List.of(), "", "at most " + most, ours.median() <= most)
                .at(Place.bar("table1-once", what));
    }

    private static Figure cost(PaperFunction function, GasUse gas, Prices.Price price) {
        Measurement ours = gas.of(function.paperName);
        Measurement cost = new Measurement(
                ours.of(),
                "USD",
                List.of(),
                ours.rounds().stream().map(price::dollars).toList());
        Measurement paper = Measurement.once("the paper's gas", "USD", price.dollars(function.paperGas));
        return Figure.shown(
                        "cost of " + function.paperName + " at " + price,
                        List.of(cost),
                        List.of(paper),
                        share(cost, paper))
                .at(Place.bar("table1-cost-at-" + Measurement.number(price.gwei()) + "-Gwei", function.paperName));
    }

    private static Measurement codeBytes(ChainWorld world) {
        String code = world.chain.call(
                "eth_getCode", '"' + world.deployment.contract().toString() + '"', "\"latest\"");
        return Measurement.once(Measurement.PCIM, "bytes", (code.length() - 2) / 2.0);
    }

    private static String share(Measurement ours, Measurement other) {
        return Figure.format("%.2f of it", ours.median() / other.median());
    }
}
