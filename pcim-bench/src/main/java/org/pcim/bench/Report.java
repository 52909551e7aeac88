package org.pcim.bench;

import java.time.LocalDate;
import java.util.List;

/** What was measured, in Markdown. */
record Report(LocalDate date, List<String> machine, Sizes sizes, List<Figure> figures) {

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(Figure.format("%s, %d rounds after %d to warm up:\n\n", date, sizes.rounds(), sizes.warmUp()));
        machine.forEach(line -> text.append("- ").append(line).append('\n'));
        text.append("\n| what | PCIM | peer | ratio | to reach | reached |\n|---|---|---|---|---|---|\n");
        figures.forEach(figure -> text.append(figure.markdown()).append('\n'));
        return text.toString();
    }
}
