package org.pcim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in README.md and docs/ledger.md compile as they stand there. */
class DocumentExamplesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final String SOURCE = """
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            import org.pcim.*;
            import org.pcim.cipher.*;
            import org.pcim.ledger.*;
            import org.pcim.ledger.LedgerEvent.*;
            import org.pcim.ledger.LedgerOperation.*;
            import org.pcim.model.*;
            import org.pcim.store.*;
            import org.pcim.study.*;

            class Example {
                void run(PARAMETERS) {
            // EXAMPLE
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void readme() throws IOException {
        compile(
                Path.of("..", "README.md"),
                1,
                "ImageStore store, AccessLedger ledger, ImageCipher cipher, Identity radiologist, Identity patient,"
                        + " Identity doctor, Study study, ImageDescription description, LocalDate date, Path folder");
    }

    @Test
    void ledger() throws IOException {
        compile(
                Path.of("..", "docs", "ledger.md"),
                2,
                "AccessLedger ledger, LedgerSigner signer, Address patient, Address requester, ImageId image, Path folder");
    }

    private void compile(Path document, int count, String parameters) throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(document))
                .results()
                .map(example -> example.group(1))
                .toList();
        assertEquals(count, examples.size(), () -> "examples in Java in " + document);
        for (String example : examples) {
            compile(SOURCE.replace("PARAMETERS", parameters).replace("// EXAMPLE", example));
        }
    }

    private void compile(String source) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        compiler.getTask(
                        null,
                        null,
                        found,
                        List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(source)))
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
