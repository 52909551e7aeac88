package org.pcim.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.examples.quickstart.QuickstartRun.assertSameFiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.examples.phantom.CtSeries;
import org.pcim.model.Receipt;
import org.pcim.signing.LedgerKey;
import org.pcim.signing.LedgerKeyFile;

class QuickstartTest {

    @TempDir
    private Path folder;

    @Test
    void runsTheAccessSequenceOverThePhantom() throws IOException {
        Path work = folder.resolve("work");
        QuickstartRun run = QuickstartRun.of("--work", work).succeeds();
        assertSameFiles(work.resolve("phantom"), work.resolve("retrieved/requester1"));
        assertEquals(Set.of("requester1"), names(work.resolve("retrieved")));
        assertEquals(
                Set.of(
                        ".made-by-pcim-quickstart",
                        "phantom",
                        "store",
                        "ledger",
                        "keys",
                        "receipt.json",
                        "retrieved",
                        "events.jsonl"),
                names(work));
        assertEquals(
                List.of(
                        "InstitutionRegistered",
                        "MemberRegistered",
                        "MemberRegistered",
                        "KeyPublished",
                        "KeyPublished",
                        "KeyPublished",
                        "KeyPublished",
                        "ContractCreated",
                        "AccessRequested",
                        "AccessRequested",
                        "RequestApproved",
                        "RequestDenied",
                        "AuthorizationSuccess",
                        "AuthorizationFailed",
                        "RequesterRemoved",
                        "AuthorizationFailed"),
                events(work.resolve("events.jsonl")));
        assertTrue(run.out().contains("all 32 retrieved files equal their originals, byte for byte"), run.out());
    }

    @Test
    void theKeysAndTheReceiptAreWhatTheySay() throws IOException {
        Path work = folder.resolve("work");
        QuickstartRun.of("--work", work).succeeds();
        Receipt receipt = Receipt.fromJson(Files.readAllBytes(work.resolve("receipt.json")));
        for (String name : List.of("owner", "institution", "radiologist", "patient", "requester1", "requester2")) {
            Path keys = work.resolve("keys");
            String passphrase = Files.readString(keys.resolve(name + ".passphrase"));
            try (LedgerKey key = LedgerKeyFile.read(keys.resolve(name + ".ledger.json"), passphrase.toCharArray())) {
                assertEquals(
                        name.equals("patient"),
                        key.address().equals(receipt.attestation().patient()));
            }
            try (var identity = OpenPgpKeys.importLocked(
                    Files.readString(keys.resolve(name + ".sec.asc")), passphrase.toCharArray())) {
                assertEquals(
                        OpenPgpKeys.readArmoured(Files.readString(keys.resolve(name + ".pub.asc"))),
                        identity.certificate().encoded());
            }
        }
    }

    @Test
    void takesEveryStudyInAFolderAndCanBeRunAgain() throws IOException {
        Path input = folder.resolve("input");
        new CtSeries(2).write(Files.createDirectories(input.resolve("one")));
        new CtSeries(3).write(Files.createDirectories(input.resolve("two")));
        Path work = folder.resolve("work");
        QuickstartRun.of(input, "--work", work).succeeds();
        Files.writeString(input.resolve("notes.txt"), "no image");
        QuickstartRun run = QuickstartRun.of(input, "--work", work).succeeds();
        assertTrue(run.out().contains("left out: "), run.out());
        assertEquals(Set.of("receipt-001.json", "receipt-002.json"), names(work.resolve("receipts")));
        Files.delete(input.resolve("notes.txt"));
        assertSameFiles(input, work.resolve("retrieved/requester1"));
        assertFalse(Files.exists(work.resolve("retrieving")));
    }

    @Test
    void aFolderThatPcimDidNotMakeIsLeftAlone() throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.writeString(work.resolve("thesis"), "mine");
        QuickstartRun run = QuickstartRun.of("--work", work);
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("it is not empty and PCIM did not make it"), run.err());
        assertEquals(Set.of("thesis"), names(work));
    }

    @Test
    void imagesInsideTheWorkFolderAreNotEmptiedAway() throws IOException {
        Path work = folder.resolve("work");
        QuickstartRun.of("--work", work).succeeds();
        QuickstartRun run = QuickstartRun.of(work.resolve("phantom"), "--work", work);
        assertEquals(1, run.exitCode());
        assertEquals(32, names(work.resolve("phantom")).size());
    }

    @Test
    void aFolderWithoutImagesIsSaidInOneSentence() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        QuickstartRun run = QuickstartRun.of(empty, "--work", folder.resolve("work"));
        assertEquals(1, run.exitCode());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(
                1,
                QuickstartRun.of(folder.resolve("absent"), "--work", folder.resolve("work"))
                        .exitCode());
        assertEquals(2, QuickstartRun.of("--nonsense").exitCode());
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).collect(Collectors.toSet());
        }
    }

    private static List<String> events(Path file) throws IOException {
        List<String> events = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try (JsonParser json = new JsonFactory().createParser(line)) {
                while (json.nextToken() != null) {
                    if ("event".equals(json.currentName()) && json.nextToken() != null) {
                        events.add(json.getText());
                    }
                }
            }
        }
        return events;
    }
}
