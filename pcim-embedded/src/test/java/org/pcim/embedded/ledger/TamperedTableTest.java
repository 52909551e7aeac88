package org.pcim.embedded.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcim.embedded.EmbeddedLedgerHarness;
import org.pcim.error.LedgerException;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.ImageId;
import org.pcim.model.Role;
import org.pcim.testkit.LedgerWorld;

/** Whatever is changed in whichever table is found. Tables and columns come from the schema, so that none is forgotten. */
class TamperedTableTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedLedgerHarness harness;

    @SuppressWarnings("NullAway.Init")
    private static LedgerHead head;

    @SuppressWarnings("NullAway.Init")
    private static Connection file;

    /** A ledger with several rows in every table but the first, and with what may be null both ways. */
    @BeforeAll
    static void live() throws SQLException {
        harness = new EmbeddedLedgerHarness(directory);
        LedgerWorld world = new LedgerWorld(harness);
        LedgerSigner hospital = world.institution();
        LedgerSigner radiologist = world.member(hospital, Role.RADIOLOGIST);
        world.member(hospital, Role.REQUESTER);
        world.act(world.owner(), new RemoveInstitution(world.institution().address()));
        LedgerSigner patient = world.participant();
        world.act(patient, new SetApprovalLimit(5, DAY));
        world.act(patient, new SetApprovalLimit(6, DAY));
        ImageId image = world.image(radiologist, patient);
        LedgerSigner approved = world.approved(patient, image, DAY);
        world.advance(Duration.ofSeconds(1));
        LedgerSigner removed = world.approved(patient, image, DAY);
        LedgerSigner denied = world.pending(image);
        world.act(patient, new DenyRequester(image, denied.address(), world.reason()));
        world.act(
                patient,
                world.addCorrection(
                        radiologist,
                        world.correction(radiologist, patient, image, 2),
                        List.of(world.regrant(approved))));
        world.act(
                patient,
                new AddRotation(
                        image,
                        world.newVersion(3),
                        world.capsule(),
                        List.of(removed.address()),
                        List.of(world.regrant(approved))));
        LedgerSigner other = world.participant();
        world.image(radiologist, other);
        world.act(other, new SetRegisteredRequestersOnly(true));
        head = harness.ledger().head();
        file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.sqlite"));
        try (Statement statement = file.createStatement()) {
            statement.execute("PRAGMA ignore_check_constraints = ON");
            statement.execute("PRAGMA synchronous = OFF");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        file.close();
        harness.close();
    }

    @AfterEach
    void everythingWasRestored() {
        assertEquals(head, harness.ledger().verify(head));
    }

    static List<LedgerTable> tables() throws SQLException {
        List<LedgerTable> tables = new ArrayList<>();
        for (String name : LedgerTable.names(file)) {
            tables.add(new LedgerTable(file, name));
        }
        assertEquals(LedgerSchema.DERIVED.size() + 2, tables.size());
        return tables;
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyEditedColumnIsFound(LedgerTable table) throws SQLException {
        for (LedgerTable.Column column : table.columns()) {
            Set<String> rows = new LinkedHashSet<>(ends(table.rows()));
            rows.addAll(ends(table.rows(column.name() + " IS NULL")));
            rows.addAll(ends(table.rows(column.name() + " IS NOT NULL")));
            for (String row : rows) {
                assertFound(
                        table, "UPDATE " + table + " SET " + column.name() + " = " + column.edited() + " WHERE " + row);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyRemovedRowIsFound(LedgerTable table) throws SQLException {
        for (String row : table.rows()) {
            assertFound(table, "DELETE FROM " + table + " WHERE " + row);
        }
    }

    /** Rows with a key of their own and else the same as another one. */
    @ParameterizedTest
    @MethodSource("tables")
    void everyAddedRowIsFound(LedgerTable table) throws SQLException {
        String copy = table.columns().stream()
                .map(column -> column.isKey() || column.type().equals("BLOB") ? column.edited() : column.name())
                .collect(Collectors.joining(", "));
        for (String row : ends(table.rows())) {
            assertFound(table, "INSERT INTO " + table + " SELECT " + copy + " FROM " + table + " WHERE " + row);
        }
    }

    /** Two rows of which each has what the other one had. */
    @ParameterizedTest
    @MethodSource("tables")
    void everyReorderingIsFound(LedgerTable table) throws SQLException {
        List<String> others = table.columns().stream()
                .filter(column -> !column.isKey())
                .map(LedgerTable.Column::name)
                .toList();
        List<String> rows = table.rows();
        for (int i = 1; i < rows.size() && !others.isEmpty(); i++) {
            String one = rows.get(i - 1);
            String other = rows.get(i);
            if (!table.content(others, one).equals(table.content(others, other))) {
                assertFound(
                        table,
                        "DELETE FROM " + table + " WHERE " + one,
                        "DELETE FROM " + table + " WHERE " + other,
                        swapped(table, one, other),
                        swapped(table, other, one));
            }
        }
    }

    private static String swapped(LedgerTable table, String key, String content) {
        String columns = table.columns().stream()
                .map(column -> (column.isKey() ? "a." : "b.") + column.name())
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " SELECT " + columns + " FROM (SELECT * FROM kept WHERE " + key
                + ") a, (SELECT * FROM kept WHERE " + content + ") b";
    }

    private static void assertFound(LedgerTable table, String... changes) throws SQLException {
        table.keep();
        try {
            table.change(changes);
            LedgerException failure = assertThrows(
                    LedgerException.class, () -> harness.ledger().verify(head), () -> String.join("; ", changes));
            String where = switch (table.toString()) {
                case "ledger" -> "";
                case "entry" -> "Cannot verify ledger entry ";
                default -> "Cannot verify ledger table " + table;
            };
            assertTrue(failure.toString().contains(where), failure::toString);
        } finally {
            table.restore();
        }
    }

    /** The first and the last. */
    private static List<String> ends(List<String> rows) {
        return rows.isEmpty() ? List.of() : List.of(rows.get(0), rows.get(rows.size() - 1));
    }
}
