package org.pcim.examples.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in docs/writing-a-provider.md stands in these sources, which are compiled and tested. */
class ProviderDocumentTest {

    private static final Pattern CODE = Pattern.compile("```java\n(.*?)\n *```", Pattern.DOTALL);

    @Test
    void codeInTheDocumentIsThatOfTheExample() throws IOException {
        String sources = sources("src/main") + sources("src/test");
        List<String> pieces = CODE.matcher(Files.readString(Path.of("../docs/writing-a-provider.md")))
                .results()
                .map(MatchResult::group)
                .map(piece -> piece.lines()
                        .filter(line -> !line.strip().startsWith("```"))
                        .collect(Collectors.joining("\n")))
                .toList();
        assertEquals(5, pieces.size());
        for (String piece : pieces) {
            assertTrue(sources.contains(piece.stripTrailing()), piece);
        }
    }

    private static String sources(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder, "java/org/pcim/examples/provider"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }
}
