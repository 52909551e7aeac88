package org.pcim.embedded.ledger;

import java.sql.SQLException;
import java.util.Optional;
import org.pcim.model.Address;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;

/** The images with their versions: in which entry each of them stands. */
final class ImageTable {

    /**
     * An image.
     *
     * @param patient whose it is
     * @param version the number of its current version
     */
    record Image(Address patient, int version) {}

    /**
     * A version of an image.
     *
     * @param root its root
     * @param entry the entry that brought it
     */
    record Version(Cid root, long entry) {}

    private final LedgerSql sql;

    ImageTable(LedgerSql sql) {
        this.sql = sql;
    }

    Optional<Image> find(ImageId image) throws SQLException {
        return sql.first(
                row -> new Image(Address.of(row.getBytes(1)), row.getInt(2)),
                "SELECT patient, version FROM image WHERE id = ?",
                image.digest().bytes());
    }

    Optional<Version> version(ImageId image, int number) throws SQLException {
        return sql.first(
                row -> new Version(new Cid(Cid.Codec.DAG_PB, Digest.of(row.getBytes(1))), row.getLong(2)),
                "SELECT root, entry FROM version WHERE image = ? AND number = ?",
                image.digest().bytes(),
                number);
    }

    /** Whether this is the root of any version of any image. */
    boolean isRootKnown(Cid root) throws SQLException {
        return sql.exists("SELECT 1 FROM version WHERE root = ?", root.digest().bytes());
    }

    void add(ImageId image, Address patient, Cid root, long entry) throws SQLException {
        sql.change("INSERT INTO image VALUES (?, ?, 1)", image.digest().bytes(), patient.bytes());
        sql.change(
                "INSERT INTO version VALUES (?, ?, 1, ?)",
                root.digest().bytes(),
                image.digest().bytes(),
                entry);
    }
}
