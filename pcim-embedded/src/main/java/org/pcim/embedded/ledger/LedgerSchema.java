package org.pcim.embedded.ledger;

import java.util.List;

/** The tables of an embedded ledger. All but the first two can be made anew from them. */
final class LedgerSchema {

    /** Marks the file as a PCIM ledger: "PCAL". */
    static final int APPLICATION_ID = 0x5043414c;

    /** The version of these tables. */
    static final int VERSION = 2;

    /** What a new ledger is made with. */
    static final List<String> CREATE = List.of(
            """
            CREATE TABLE ledger (
              only INTEGER PRIMARY KEY CHECK (only = 1), id TEXT NOT NULL, owner BLOB NOT NULL, created INTEGER NOT NULL
            ) STRICT""",
            """
            CREATE TABLE entry (
              number INTEGER PRIMARY KEY, time INTEGER NOT NULL, digest BLOB NOT NULL UNIQUE, operation BLOB NOT NULL,
              signature BLOB NOT NULL, hash BLOB NOT NULL
            ) STRICT""",
            """
            CREATE TABLE event (
              entry INTEGER NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, image BLOB, patient BLOB,
              requester BLOB, detail INTEGER NOT NULL, PRIMARY KEY (entry, place)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX event_kind ON event (kind, entry, place)",
            "CREATE INDEX event_image ON event (image, entry, place) WHERE image IS NOT NULL",
            "CREATE INDEX event_patient ON event (patient, entry, place) WHERE patient IS NOT NULL",
            "CREATE INDEX event_requester ON event (requester, entry, place) WHERE requester IS NOT NULL",
            """
            CREATE TABLE institution (
              address BLOB PRIMARY KEY, name TEXT NOT NULL, admission INTEGER NOT NULL, registered INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE member (
              role INTEGER NOT NULL, address BLOB NOT NULL, institution BLOB NOT NULL, admission INTEGER NOT NULL,
              PRIMARY KEY (role, address)
            ) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE certificate (
              owner BLOB NOT NULL, sequence INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (owner, sequence)
            ) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE image (
              id BLOB PRIMARY KEY, patient BLOB NOT NULL, version INTEGER NOT NULL, attested INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE version (
              root BLOB PRIMARY KEY, image BLOB NOT NULL, number INTEGER NOT NULL, entry INTEGER NOT NULL,
              UNIQUE (image, number)
            ) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE access (
              image BLOB NOT NULL, requester BLOB NOT NULL, status INTEGER NOT NULL, expiry INTEGER NOT NULL,
              version INTEGER NOT NULL, sequence INTEGER NOT NULL, entry INTEGER NOT NULL,
              PRIMARY KEY (image, requester)
            ) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE patient (
              address BLOB PRIMARY KEY, registered_only INTEGER NOT NULL, limit_max INTEGER NOT NULL,
              limit_period INTEGER NOT NULL, limit_start INTEGER NOT NULL, limit_used INTEGER NOT NULL,
              next_max INTEGER, next_period INTEGER
            ) STRICT, WITHOUT ROWID""");

    /** The tables that follow from the entries, each with its key. */
    static final List<Table> DERIVED = List.of(
            new Table("event", "entry, place"),
            new Table("institution", "address"),
            new Table("member", "role, address"),
            new Table("certificate", "owner, sequence"),
            new Table("image", "id"),
            new Table("version", "root"),
            new Table("access", "image, requester"),
            new Table("patient", "address"));

    /** A table with the columns of its key. */
    record Table(String name, String key) {}

    private LedgerSchema() {}
}
