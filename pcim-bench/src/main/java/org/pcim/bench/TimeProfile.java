package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.pcim.bench.Figure.Place;

/**
 * Where the time of some work in this process goes: what Java Flight Recorder sees of its threads each 10 ms, by the part that
 * the innermost call known here belongs to. The node's own time is not in it, nor what the Java machine has code of its own
 * for: once AES and SHA-256 are compiled, no samples are taken in them.
 */
final class TimeProfile {

    /** A part, by the beginnings of the names of its classes. */
    private record Stage(String label, List<String> names) {

        static final Stage WAITING =
                of("waits", "sun.nio.ch.EPoll", "java.lang.ref", "java.lang.Process", "jdk.internal.misc.Unsafe.park");
        static final Stage JAVA = of("the rest of Java");

        private static final List<Stage> ALL = List.of(
                WAITING,
                of(
                        "files",
                        "sun.nio.ch.File",
                        "sun.nio.ch.UnixFile",
                        "sun.nio.fs.",
                        "java.io.File",
                        "java.io.RandomAccessFile",
                        "java.io.Unix"),
                of("HTTP", "jdk.internal.net.http", "sun.nio.ch.", "java.net.", "sun.net.", "org.pcim.ipfs"),
                of("AES-256-GCM", "com.sun.crypto.provider"),
                of("SHA-256", "sun.security.provider"),
                of("keys and signatures", "org.bouncycastle", "org.pcim.signing"),
                of("the ledger", "org.sqlite", "org.pcim.embedded.ledger"),
                of("DICOM headers", "org.pcim.dicom"),
                of("OpenPGP packets", "org.pcim.crypto"),
                of("UnixFS and CAR", "org.pcim.content", "org.pcim.embedded.store"),
                of("the client", "org.pcim"));

        static Stage of(String label, String... names) {
            return new Stage(label, List.of(names));
        }

        /** The part that the innermost call of these belongs to that belongs to any. */
        static Stage of(List<RecordedFrame> frames) {
            for (RecordedFrame frame : frames) {
                String name = method(frame);
                for (Stage stage : ALL) {
                    if (stage.names.stream().anyMatch(name::startsWith)) {
                        return stage;
                    }
                }
            }
            return JAVA;
        }
    }

    private static final Set<String> SAMPLES = Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final int METHODS = 2;

    private final String work;
    private final Map<Stage, Map<String, Integer>> methods = new HashMap<>();

    TimeProfile(String work) {
        this.work = work;
    }

    /** Does the work once more, and takes down where its time goes. */
    void record(Samples.Run run) throws IOException {
        Path file = Files.createTempFile("pcim-bench", ".jfr");
        try {
            try (Recording recording = new Recording()) {
                SAMPLES.forEach(event -> recording.enable(event).withPeriod(PERIOD));
                recording.start();
                run.measure();
                recording.stop();
                recording.dump(file);
            }
            try (RecordingFile recorded = new RecordingFile(file)) {
                while (recorded.hasMoreEvents()) {
                    add(recorded.readEvent());
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    /** The share of each part in the samples, without those of threads that wait, and the methods most of them are in. */
    List<Figure> figures() {
        int all = methods.values().stream().mapToInt(TimeProfile::samples).sum();
        List<Map.Entry<Stage, Map<String, Integer>>> parts = new ArrayList<>(methods.entrySet());
        parts.sort(Comparator.comparingInt(part -> -samples(part.getValue())));
        List<Figure> figures = new ArrayList<>();
        if (parts.isEmpty()) {
            figures.add(Figure.shown(
                    "time of " + work + ": all of it",
                    List.of(Measurement.once(work, "samples", 0)),
                    List.of(),
                    "too short to be seen"));
        }
        for (Map.Entry<Stage, Map<String, Integer>> part : parts) {
            double share = 100.0 * samples(part.getValue()) / all;
            figures.add(Figure.shown(
                            "time of " + work + ": " + part.getKey().label,
                            List.of(Measurement.once(work, "% of samples", share)),
                            List.of(),
                            "most in " + most(part.getValue()))
                    .at(Place.bar("pipeline-time", part.getKey().label)));
        }
        return figures;
    }

    private void add(RecordedEvent event) {
        if (!SAMPLES.contains(event.getEventType().getName()) || event.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        Stage stage = Stage.of(frames);
        if (!stage.equals(Stage.WAITING)) {
            methods.computeIfAbsent(stage, first -> new HashMap<>()).merge(method(frames.get(0)), 1, Integer::sum);
        }
    }

    private static int samples(Map<String, Integer> methods) {
        return methods.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String most(Map<String, Integer> methods) {
        return methods.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(METHODS)
                .map(method -> "`" + method.getKey().replaceAll(".*\\.(?=.*\\.)", "") + "`")
                .collect(Collectors.joining(", "));
    }

    private static String method(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + '.' + frame.getMethod().getName();
    }
}
