package org.pcim.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was measured in one run.
 *
 * @param begun when
 * @param command what repeats it
 * @param machine what it was measured on, by what each line is about
 * @param sizes how much was measured
 * @param parts the parts, in their order
 */
record Results(
        Instant begun, String command, Map<String, String> machine, Sizes sizes, Map<PartName, List<Figure>> parts) {}
