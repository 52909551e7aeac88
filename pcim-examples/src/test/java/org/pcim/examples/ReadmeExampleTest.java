package org.pcim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in README.md compiles as it stands there. */
class ReadmeExampleTest {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final String SOURCE = """
            import java.nio.file.Path;
            import java.time.LocalDate;
            import org.pcim.*;
            import org.pcim.cipher.*;
            import org.pcim.ledger.*;
            import org.pcim.model.*;
            import org.pcim.store.*;
            import org.pcim.study.*;

            class Example {
                void run(
                        ImageStore store,
                        AccessLedger ledger,
                        ImageCipher cipher,
                        Identity radiologist,
                        Identity patient,
                        Identity doctor,
                        Study study,
                        ImageDescription description,
                        LocalDate date,
                        Path folder) {
            // EXAMPLE
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void compiles() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "README.md")));
        assertTrue(example.find(), "README.md has an example in Java");
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        compiler.getTask(
                        null,
                        null,
                        found,
                        List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(SOURCE.replace("// EXAMPLE", example.group(1)))))
                .call();
        assertEquals(
                List.of(),
                found.getDiagnostics().stream()
                        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                        .toList());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Example.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
