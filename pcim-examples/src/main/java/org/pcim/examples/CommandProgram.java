package org.pcim.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.pcim.error.PcimException;
import org.pcim.model.Address;
import picocli.CommandLine;

/** A command as a program: what it writes goes where it is told to, and what fails is said in one line. */
public final class CommandProgram {

    private static final int FAILED = 1;

    private final Callable<Integer> command;
    private final Predicate<Exception> isTold;

    private CommandProgram(Callable<Integer> command, Predicate<Exception> isTold) {
        this.command = command;
        this.isTold = isTold;
    }

    /** This command, which fails with {@link PcimException}s; everything else is a mistake of its own, and is thrown. */
    public static CommandProgram of(Callable<Integer> command) {
        return new CommandProgram(command, PcimException.class::isInstance);
    }

    /** The same, which also fails with these exceptions. */
    public CommandProgram failingWith(Class<? extends Exception> failure) {
        return new CommandProgram(command, isTold.or(failure::isInstance));
    }

    /** Runs it, and gives its exit code: 0, 1 if it failed, 2 if it was called wrongly. */
    public int run(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(command)
                .registerConverter(Address.class, Address::parse)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line))
                .execute(arguments);
    }

    private int failed(Exception e, CommandLine line) throws Exception {
        if (!isTold.test(e)) {
            throw e;
        }
        line.getErr().println(line.getCommandName() + ": " + e.getMessage());
        line.getErr().flush();
        return FAILED;
    }
}
