package org.pcim.bench;

import java.time.temporal.ChronoUnit;

/** Results in Markdown. */
final class MarkdownReport {

    private MarkdownReport() {}

    static String of(Results results) {
        Sizes sizes = results.sizes();
        StringBuilder text = new StringBuilder();
        text.append(Figure.format(
                "%s, `%s`: medians of %d rounds (lowest to highest) after %d to warm up.%s\n\n",
                results.begun().truncatedTo(ChronoUnit.MINUTES),
                results.command(),
                sizes.rounds(),
                sizes.warmUp(),
                sizes.quick() ? " Quick: only shows that everything works." : ""));
        results.machine().forEach((about, line) -> text.append(Figure.format("- %s: %s\n", about, line)));
        results.parts().forEach((part, figures) -> {
            text.append(Figure.format("\n## %s: %s\n\n", part, part.about()));
            text.append("| what | PCIM | peer | compared | to reach | reached |\n|---|---|---|---|---|---|\n");
            figures.forEach(figure -> text.append(figure.markdown()).append('\n'));
        });
        return text.toString();
    }
}
