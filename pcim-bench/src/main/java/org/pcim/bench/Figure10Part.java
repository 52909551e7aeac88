package org.pcim.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pcim.bench.Figure10.Case;
import org.pcim.ipfs.IpfsImageStore;
import org.pcim.testkit.program.KuboNode;

/** Figure 10 of the paper on this machine alone: PCIM on an IPFS node and on its embedded store, beside Orthanc. */
final class Figure10Part implements Part {

    /** More would take too long, and too much room: a round of the largest study needs 3 GB. */
    private static final int WARM_UP = 2;

    private static final List<Case> CASES = List.of(
            new Case(4, 362),
            new Case(57, 208),
            new Case(114, 208),
            new Case(285, 208),
            new Case(571, 208),
            new Case(1142, 208));

    @Override
    public List<Program.Needed> needs() {
        return Figure10.NEEDS;
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        try (KuboNode node = KuboNode.start(places.disk().resolve("figure10-kubo"));
                World kubo = new World(
                        places.disk().resolve("figure10-ipfs"),
                        IpfsImageStore.builder().node(node.rpc()).build());
                World embedded = new World(places.disk().resolve("figure10-embedded"));
                OrthancServer orthanc = OrthancServer.start(places.disk().resolve("figure10-orthanc"))) {
            Map<String, World> ours = new LinkedHashMap<>();
            ours.put("PCIM on IPFS", kubo);
            ours.put("PCIM embedded", embedded);
            List<Case> cases = sizes.quick() ? Figure10.QUICK_CASES : CASES;
            return new Figure10("figure10", "", ours, orthanc)
                    .measure(cases, sizes.warmUpAtMost(WARM_UP), places.disk());
        }
    }
}
