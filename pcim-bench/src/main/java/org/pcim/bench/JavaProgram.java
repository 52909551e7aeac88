package org.pcim.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of ours in a Java machine of its own, of the same kind and with the same class path as this one. */
final class JavaProgram {

    private JavaProgram() {}

    /** The beginning of its command, behind which its arguments stand. */
    static List<String> command(Class<?> main, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(System.getProperty("java.class.path", "." + File.pathSeparator));
        command.add(main.getName());
        return command;
    }
}
