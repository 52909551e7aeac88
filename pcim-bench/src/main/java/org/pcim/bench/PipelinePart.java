package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Deposit and retrieval against the parts they are made of, on IPFS and embedded, and where their time goes. */
final class PipelinePart implements Part {

    @Override
    public List<Program.Needed> needs() {
        List<Program.Needed> needs = new ArrayList<>(IpfsPipeline.NEEDS);
        needs.addAll(EmbeddedPipeline.NEEDS);
        return needs;
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        List<Figure> figures = new ArrayList<>(IpfsPipeline.measure(sizes, places));
        figures.addAll(EmbeddedPipeline.measure(sizes, places));
        return figures;
    }
}
