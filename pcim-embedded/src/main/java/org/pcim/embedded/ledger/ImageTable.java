package org.pcim.embedded.ledger;

import java.sql.SQLException;
import java.util.Optional;
import org.pcim.error.Refusal;
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
     * @param attested the number of the last version that a radiologist attested to
     */
    record Image(Address patient, int version, int attested) {}

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
                row -> new Image(Address.of(row.getBytes(1)), row.getInt(2), row.getInt(3)),
                "SELECT patient, version, attested FROM image WHERE id = ?",
                image.digest().bytes());
    }

    /** An image of the sender's, or a refusal. */
    Image own(LedgerCall call, ImageId id) throws SQLException {
        Image image = find(id).orElseThrow(() -> call.refused(Refusal.UNKNOWN_IMAGE));
        call.require(call.sender().equals(image.patient), Refusal.NOT_PATIENT);
        return image;
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
        sql.change("INSERT INTO image VALUES (?, ?, 1, 1)", image.digest().bytes(), patient.bytes());
        addVersion(image, root, 1, entry);
    }

    /** Makes a version that a radiologist attested to the current one. */
    void correct(ImageId image, Cid root, int number, long entry) throws SQLException {
        sql.change(
                "UPDATE image SET version = ?, attested = ? WHERE id = ?",
                number,
                number,
                image.digest().bytes());
        addVersion(image, root, number, entry);
    }

    /** Makes a version of the patient's the current one. */
    void rotate(ImageId image, Cid root, int number, long entry) throws SQLException {
        sql.change(
                "UPDATE image SET version = ? WHERE id = ?",
                number,
                image.digest().bytes());
        addVersion(image, root, number, entry);
    }

    private void addVersion(ImageId image, Cid root, int number, long entry) throws SQLException {
        sql.change(
                "INSERT INTO version VALUES (?, ?, ?, ?)",
                root.digest().bytes(),
                image.digest().bytes(),
                number,
                entry);
    }
}
