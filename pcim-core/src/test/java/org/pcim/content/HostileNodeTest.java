package org.pcim.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/** Blocks that pretend to be directories or nodes of a file, each refused with a sentence that says why. */
class HostileNodeTest {

    private static final String ADVICE = "; no store can mend that, deposit the study again";
    private static final String ENCODING = "it has fields, an order or an encoding that the format does not have";
    private static final String SIZES = "its size is not that of its parts";
    private static final String NAME = "a name in it is none that a file can have";
    private static final String LARGE = "a number in it is too large";
    private static final String LINK = "a link in it is not a CIDv1 with SHA-256 of a raw or dag-pb block";

    /** The UnixFS data of a directory. */
    private static final String DIRECTORY = "0a020801";

    private static final String DIGEST = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String RAW = "01551220" + DIGEST;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it has no UnixFS data",
                "0a00 | it is neither a directory nor a file (UnixFS type -1)",
                "0a020800 | it is neither a directory nor a file (UnixFS type 0)",
                "0a020803 | it is neither a directory nor a file (UnixFS type 3)",
                "0a020804 | it is neither a directory nor a file (UnixFS type 4)",
                "0a020805 | it is a sharded directory (HAMT)",
                "0a0a0805120108282230800230 | it is a sharded directory (HAMT)",
                "0a020802ff | " + ENCODING, // a stray byte
                "0a04080138a403 | " + ENCODING, // a mode
                "0a06080142020801 | " + ENCODING, // a time
                "0a0408011800 | " + ENCODING, // a directory with a file size
                "0a0408011801 | " + ENCODING,
                "0a0208011a00 | " + ENCODING, // an unknown field of the node
                "0a03088100 | " + ENCODING, // a padded number: 1 in two bytes
                "0a0408021801 | " + SIZES, // a size without parts
                "0a06080218012001 | " + SIZES, // a part without a link
                "0a0b0802 | a field in it is cut off",
                "0a | a number in it is cut off",
                "0a8f | a number in it is cut off",
                "0affffffffffffffff7f | a field in it is cut off",
                "0affffffffffffffffff01 | " + LARGE,
                "0a0c080218ffffffffffffffffff01 | " + LARGE, // the size -1
                "120112" + DIRECTORY + " | a link in it has no CID",
                "12020a05" + DIRECTORY + " | a field in it is cut off",
                "1200" + DIRECTORY + " | a link in it has no CID"
            })
    void whatIsNoNodeOfTheFormatIsRefused(String hex, String reason) {
        refused(bytes(hex), reason);
    }

    @Test
    void aRawBlockIsNoDirectory() {
        Block raw = Block.of(Cid.Codec.RAW, bytes(DIRECTORY));
        StoreException e = assertThrows(StoreException.class, () -> new UnixFsReader(cid -> raw).directory(raw.cid()));
        assertEquals(
                "Cannot read node " + raw.cid() + ": it is a raw block where the format has a directory" + ADVICE,
                e.getMessage());
    }

    @Test
    void aFileInPlaceOfADirectoryIsRefused() {
        Block file = Block.of(Cid.Codec.DAG_PB, bytes("0a0408021800"));
        StoreException e =
                assertThrows(StoreException.class, () -> new UnixFsReader(cid -> file).directory(file.cid()));
        assertEquals(
                "Cannot read directory " + file.cid() + ": it is a file where the format has a directory" + ADVICE,
                e.getMessage());
    }

    /** CIDs that are none of the format: identity, version 0, other codecs, other hash functions, something behind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0155000568656c6c6f",
                "01550020" + DIGEST,
                "1220" + DIGEST,
                "01711220" + DIGEST,
                "01701320" + DIGEST,
                "01551340" + DIGEST + DIGEST,
                "01551e20" + DIGEST,
                "0155a0e40220" + DIGEST,
                "01551220",
                ""
            })
    void aLinkThatIsNoneOfTheFormatIsRefused(String cid) {
        refused(concat(link(cid, "61", "01"), bytes(DIRECTORY)), LINK);
    }

    @Test
    void aLinkWithMoreThanTheFormatHasIsRefused() {
        refused(concat(link(RAW + "00", "61", "01"), bytes(DIRECTORY)), ENCODING);
        refused(concat(link(RAW, "61", "012000"), bytes(DIRECTORY)), ENCODING);
        refused(concat(link(RAW, "61", "8100"), bytes(DIRECTORY)), ENCODING);
        refused(concat(link(RAW, "61", "ffffffffffffffffff01"), bytes(DIRECTORY)), LARGE);
        refused(concat(bytes(DIRECTORY), link(RAW, "61", "01")), ENCODING);
        refused(concat(bytes(DIRECTORY), bytes(DIRECTORY)), ENCODING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2e", "2e2e", "2f", "612f62", "2e2e2f61", "6100"})
    void aNameThatNoFileCanHaveIsRefused(String name) {
        refused(concat(link(RAW, name, "01"), bytes(DIRECTORY)), NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c0af", "eda080"})
    void aNameThatIsNotUtf8IsRefused(String name) {
        refused(concat(link(RAW, name, "01"), bytes(DIRECTORY)), ENCODING);
    }

    @Test
    void entriesThatRepeatOrAreOutOfOrderAreRefused() {
        byte[] a = link(RAW, "61", "01");
        byte[] b = link(RAW, "62", "01");
        refused(concat(a, a, bytes(DIRECTORY)), "two entries have one name");
        refused(concat(b, a, bytes(DIRECTORY)), "its entries are not in the order of their names");
        refused(concat(a, b, a, bytes(DIRECTORY)), "its entries are not in the order of their names");
    }

    @Test
    void aFilesPartsHaveNoNames() {
        refused(concat(link(RAW, "61", "01"), bytes("0a06080218012001")), "it is a file whose parts have names");
    }

    /** Sizes that do not sum up, or only after an overflow. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "18022001", // 2 of 1
                "18002001", // 0 of 1
                "1801", // no size for the part
                "2001" // no file size
            })
    void sizesThatContradictEachOtherAreRefused(String sizes) {
        byte[] data = bytes("0802" + sizes);
        refused(
                concat(
                        link(RAW, "", "01"),
                        new ProtobufWriter().bytes(0x0a, data).toByteArray()),
                SIZES);
    }

    @Test
    void sizesThatOverflowAreRefused() {
        String large = "20ffffffffffffffff7f";
        byte[] data = bytes("080218" + "01" + large + large + "2003");
        byte[] part = link(RAW, "", "01");
        refused(concat(part, part, part, new ProtobufWriter().bytes(0x0a, data).toByteArray()), SIZES);
    }

    @Test
    void moreLinksThanAnyNodeHasAreRefused() {
        List<DagLink> links = IntStream.rangeClosed(0, UnixFsNode.MAX_ENTRIES)
                .mapToObj(i -> new DagLink("%06d".formatted(i), chunk(), 1))
                .toList();
        assertEquals(
                4096,
                UnixFsNode.read(UnixFsNode.directory(links.subList(0, 4096)).toBlock())
                        .links()
                        .size());
        refused(UnixFsNode.directory(links).encode(), "it has more than 4096 links");
        UnixFsDirectoryBuilder builder = new UnixFsDirectoryBuilder();
        links.subList(0, 4096).forEach(link -> builder.add(link.name(), new DagRoot(link.cid(), 1)));
        assertThrows(IllegalArgumentException.class, () -> builder.add("one more", new DagRoot(chunk(), 1)));
    }

    /** A node of a million links is longer than any block: it is refused by its length, before it is hashed or parsed. */
    @Test
    void whatIsLongerThanABlockIsRefusedByItsLength() {
        byte[] tooLong = new byte[Block.MAX_LENGTH + 1];
        StoreException e = assertThrows(StoreException.class, () -> Block.verified(chunk(), tooLong));
        assertEquals(
                "Cannot read block " + chunk()
                        + ": the store answered with 2097153 bytes, more than a block of the format has; read from another"
                        + " store",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Block.of(Cid.Codec.DAG_PB, tooLong));
    }

    private static void refused(byte[] node, String reason) {
        Block block = Block.of(Cid.Codec.DAG_PB, node);
        StoreException e = assertThrows(
                StoreException.class,
                () -> new UnixFsReader(cid -> block).directory(block.cid()),
                () -> HexFormat.of().formatHex(node));
        assertEquals("Cannot read node " + block.cid() + ": " + reason + ADVICE, e.getMessage());
    }

    /** A link with these values, in hexadecimal. */
    private static byte[] link(String cid, String name, String tsize) {
        byte[] fields = concat(
                new ProtobufWriter()
                        .bytes(0x0a, bytes(cid))
                        .bytes(0x12, bytes(name))
                        .toByteArray(),
                bytes("18" + tsize));
        return new ProtobufWriter().bytes(0x12, fields).toByteArray();
    }

    private static Cid chunk() {
        return Block.of(Cid.Codec.RAW, "chunk".getBytes(StandardCharsets.US_ASCII))
                .cid();
    }

    private static byte[] concat(byte[]... parts) {
        return bytes(Arrays.stream(parts).map(HexFormat.of()::formatHex).collect(Collectors.joining()));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
