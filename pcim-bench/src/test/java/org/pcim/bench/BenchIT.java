package org.pcim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchIT {

    private static final List<String> LINES = List.of(
            "| create_contract | ",
            "| approve_IRs, each of a batch | ",
            "| remove_IRs, paid by the hospital | ",
            "| cost of requesting_access at 2 Gwei and 187 USD for one ether | ",
            "| upload 4 instances, ",
            "| download 4 instances, ",
            "| behind the line: upload 4 instances, ",
            "| behind the line: download 4 instances, ",
            "| until it is recorded: patient 5, blocks of 1 s | ",
            "| gas of a block with 3 requests | ",
            "| size of a block with 3 requests | ",
            "| encrypt 1 MiB, in process |",
            "| encrypt 1 MiB, as a whole program |",
            "| decrypt 1 MiB, in process |",
            "| decrypt 1 MiB, as a whole program |",
            "| deposit 3 instances, ",
            "| retrieve 3 instances, ",
            "| on IPFS: deposit 3 instances, ",
            "| on IPFS: retrieve 3 instances, ",
            "| time of a deposit on IPFS: ",
            "| embedded store: 3 files of a CT series written |",
            "| embedded store: 3 files of a CT series read into files |",
            "| time of a retrieval, embedded: ",
            "| share one more time: capsule | 78 bytes |",
            "| share one more time: approving |",
            "| the first 2 shares of an image of 2 MiB |",
            "| encrypt 4 MiB in one message, with -Xmx64m |",
            "| retrieve 4 MiB in one instance, embedded, with -Xmx64m |",
            "| deposit 1 MiB in 3 instances, on IPFS, with -Xmx64m |",
            "| embedded ledger with 45 events: access |",
            "| embedded ledger with 45 events: verify |",
            "| contract with 45 events: an image's history |",
            "| deposit a study of 20 instances of 1 KiB |",
            "| retrieve a study of one instance of 2 MiB |");

    /** What is decided by the code alone, and not by how fast the machine is. */
    private static final List<String> PASSES = List.of(
            "| source storage: ",
            "| encryption: ",
            "| smart contract: ",
            "| sharing without the chain's operator: ",
            "| offline data access: ",
            "| server attack resistance: ",
            "| tamper-proof: ",
            "| tamper-proof, without a chain: ",
            "| server attack resistance, of the chain: ");

    @Test
    void writesALineForEachFigureAndLeavesNothingElse(@TempDir Path folder) throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Path out = folder.resolve("results");
        String[] tiny = {"--quick", "--disk=" + work, "--memory=" + work, "--out=" + out};
        assertEquals(0, Bench.run(new PrintStream(System.out, true, StandardCharsets.UTF_8), tiny));
        String table = Files.readString(out.resolve("report.md"));
        for (String line : LINES) {
            assertTrue(table.contains("\n" + line), line + " is missing in\n" + table);
        }
        for (String line : PASSES) {
            assertTrue(
                    table.lines().anyMatch(row -> row.startsWith(line) && row.endsWith("| pass | pass | yes |")),
                    line + " does not pass in\n" + table);
        }
        try (Stream<Path> left = Files.list(work)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
