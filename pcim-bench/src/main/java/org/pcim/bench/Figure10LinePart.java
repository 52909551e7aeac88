package org.pcim.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pcim.bench.Figure10.Case;
import org.pcim.ipfs.IpfsImageStore;
import org.pcim.ipfs.KuboEndpoint;
import org.pcim.testkit.program.KuboNode;

/**
 * Figure 10 of the paper behind its line: PCIM on an IPFS node, and Orthanc. The embedded store lies in a directory, and no line
 * leads to it.
 *
 * <p>Three sizes are enough, since the line decides what they take, and one round warms up, since nothing becomes warm that
 * would show beside the line.
 */
final class Figure10LinePart implements Part {

    private static final int UP = 56;
    private static final int DOWN = 272;
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);
    private static final int WARM_UP = 1;
    private static final List<Case> CASES = List.of(new Case(4, 362), new Case(114, 208), new Case(1142, 208));

    @Override
    public List<Program.Needed> needs() {
        return Figure10.NEEDS;
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        try (LimitedLine line = new LimitedLine(UP, DOWN, ROUND_TRIP);
                KuboNode node = KuboNode.start(places.disk().resolve("line-kubo"));
                World kubo = new World(
                        places.disk().resolve("line-ipfs"),
                        IpfsImageStore.builder()
                                .node(KuboEndpoint.at(line.to(node.rpc())).withGateway(line.to(node.gateway())))
                                .build());
                OrthancServer orthanc = OrthancServer.start(places.disk().resolve("line-orthanc"), line)) {
            List<Case> cases = sizes.quick() ? Figure10.QUICK_CASES : CASES;
            return new Figure10("figure10-line", "behind the line: ", Map.of("PCIM on IPFS", kubo), orthanc)
                    .measure(cases, sizes.warmUpAtMost(WARM_UP), places.disk());
        }
    }
}
