package org.pcim.bench;

import java.io.IOException;
import java.util.List;

/** A part of the measurements. */
interface Part {

    /** What it needs. */
    List<Program.Needed> needs();

    /** Measures, and answers lines for the table. */
    List<Figure> measure(Sizes sizes, Places places) throws IOException;
}
