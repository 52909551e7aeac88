package org.pcim.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One run of the quickstart.
 *
 * @param exitCode what it ended with
 * @param out what it told
 * @param err what it complained of
 */
record QuickstartRun(int exitCode, String out, String err) {

    static QuickstartRun of(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Quickstart.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new QuickstartRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    QuickstartRun succeeds() {
        assertEquals("", err);
        assertEquals(0, exitCode, out);
        return this;
    }

    /** That two folders hold the same files with the same bytes. */
    static void assertSameFiles(Path expected, Path actual) {
        Map<Path, byte[]> one = files(expected);
        Map<Path, byte[]> other = files(actual);
        assertEquals(one.keySet(), other.keySet());
        one.forEach((file, bytes) -> assertArrayEquals(bytes, other.get(file), file.toString()));
    }

    private static Map<Path, byte[]> files(Path folder) {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path), Files.readAllBytes(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
