package org.pcim.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM on the class path of the tests. */
public final class JavaProcess {

    private JavaProcess() {}

    /** The command that runs a main class with options of the JVM and arguments. */
    public static List<String> command(Class<?> main, List<String> options, String... arguments) {
        List<String> classPath = new ArrayList<>(List.of("target/test-classes", "target/classes"));
        for (String path : List.of("jdk.module.path", "java.class.path")) {
            classPath.addAll(List.of(System.getProperty(path, "").split(File.pathSeparator)));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
