package org.pcim.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.pcim.bench.LongLedger.Shape;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.ethereum.EthereumAccessLedger;
import org.pcim.ethereum.PcacDeployment;
import org.pcim.ledger.AccessLedger;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.program.AnvilNode;

/** The contract on a chain of anvil's while it grows to 1,000 images and 101,000 events, measured after 10, 30 and 100 % of them. */
final class ContractScalePart implements Part {

    private static final BigInteger MUCH_ETHER = BigInteger.TEN.pow(22);
    private static final Shape SHAPE = new Shape(100, 50);
    private static final List<Integer> PATIENTS = List.of(1, 3, 10);

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.ANVIL);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        Shape shape = sizes.quick() ? LedgerScale.QUICK_SHAPE : SHAPE;
        List<Figure> figures = new ArrayList<>();
        try (AnvilNode anvil = AnvilNode.start();
                EmbeddedImageStore store = EmbeddedImageStore.open(places.disk().resolve("scale-store"));
                LongLedger ledger = deployed(anvil, shape)) {
            LedgerScale scale = new LedgerScale("contract", "scale-contract", ledger, store, sizes.rounds());
            for (int patients : sizes.quick() ? LedgerScale.QUICK_PATIENTS : PATIENTS) {
                figures.addAll(scale.at(patients));
            }
        }
        return figures;
    }

    private static LongLedger deployed(AnvilNode anvil, Shape shape) {
        LedgerKey owner = funded(anvil, LedgerKey.generate());
        PcacDeployment deployed = PcacDeployment.builder()
                .node(anvil.url())
                .chainId(anvil.chainId())
                .owner(owner.address())
                .payer(owner)
                .deploy();
        Supplier<AccessLedger> opening = () -> EthereumAccessLedger.builder()
                .node(anvil.url())
                .chainId(anvil.chainId())
                .contract(deployed.contract())
                .since(deployed.block())
                .confirmations(0)
                .open();
        return new LongLedger(owner, opening, key -> funded(anvil, key), shape);
    }

    private static LedgerKey funded(AnvilNode anvil, LedgerKey key) {
        anvil.fund(key.address(), MUCH_ETHER);
        return key;
    }
}
