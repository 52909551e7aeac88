package org.pcim.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

class CarTest {

    /** The beginning of the specification's fixture carv1-basic.car: two dag-cbor roots, three raw blocks. */
    private static final String FIXTURE_HEADER = "63a265726f6f747382"
            + "d82a58250001711220f88bc853804cf294fe417e4fa83028689fcdb1b1592c5102e1474dbc200fab8b"
            + "d82a5825000171122069ea0740f9807a28f4d932c62e7c1c83be055e55072c90266ab3e79df63a365b"
            + "6776657273696f6e01";

    private static final String FIXTURE_BLOCKS =
            "280155122061be55a8e2f6b4e172338bddf184d6dbee29c98853e0a0485ecee7f27b9af0b461616161"
                    + "280155122081cc5b17018674b401b42f35ba07bb79e211239c23bffe658da1577e3e64687762626262"
                    + "2801551220b6fbd675f98e2abd22d4ed29fdc83150fedc48597e92dd1a7a24381d44a2745163636363";

    private static final String FIXTURE_CID_V0 =
            "511220e7dc486e97e6ebe5cdabab3e392bdad128b6e09acc94bb4e2aa2af7b986d24d0"
                    + "122d0a240155122061be55a8e2f6b4e172338bddf184d6dbee29c98853e0a0485ecee7f27b9af0b4120363617418048001"
                    + "12";

    private static final Block BLOCK = raw("block");

    @Nested
    class Header {

        @Test
        void isThatOfTheSpecificationsFixtureButForItsCodec() {
            byte[] fixture = withDagPbRoots(FIXTURE_HEADER);
            CarReader reader = reader(fixture);

            assertEquals(2, reader.roots().size());
            assertArrayEquals(fixture, CarWriter.header(reader.roots()));
        }

        @Test
        void withoutRootsIsTheShortestOne() {
            assertEquals("11a265726f6f7473806776657273696f6e01", HexFormat.of().formatHex(CarWriter.header(List.of())));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 23, 24, 255, 256, 1500})
        void keepsItsRootsInTheirOrder(int count) {
            List<Cid> roots = IntStream.range(0, count)
                    .mapToObj(i -> raw("root " + i).cid())
                    .toList();

            assertEquals(roots, reader(CarWriter.header(roots)).roots());
        }

        @Test
        void isAsLongForAnyOneRoot() {
            Cid leaf = raw("leaf").cid();
            Cid node = Block.of(Cid.Codec.DAG_PB, new byte[0]).cid();

            assertEquals(59, CarWriter.header(List.of(leaf)).length);
            assertEquals(59, CarWriter.header(List.of(node)).length);
        }

        @Test
        void withMoreRootsThanFitIsNotWritten() {
            List<Cid> roots =
                    IntStream.range(0, 1600).mapToObj(i -> BLOCK.cid()).toList();

            assertThrows(IllegalArgumentException.class, () -> CarWriter.header(roots));
        }
    }

    @Nested
    class Blocks {

        @Test
        void ofTheSpecificationsFixtureAreRead() {
            CarReader reader = reader(withDagPbRoots(FIXTURE_HEADER), bytes(FIXTURE_BLOCKS));

            assertEquals(Optional.of(raw("aaaa").cid()), reader.next().map(Block::cid));
            assertEquals(Optional.of(raw("bbbb").cid()), reader.next().map(Block::cid));
            assertEquals(Optional.of(raw("cccc").cid()), reader.next().map(Block::cid));
            assertEquals(Optional.empty(), reader.next());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 91, 92, 16_347, 16_348, 1_048_576, Block.MAX_LENGTH})
        void ofAnyLengthComeBack(int length) throws IOException {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);
            Block block = Block.of(Cid.Codec.RAW, content);

            CarReader reader = reader(car(List.of(), block, BLOCK));

            assertEquals(block.content(), reader.next().orElseThrow().content());
            assertEquals(BLOCK.cid(), reader.next().orElseThrow().cid());
            assertEquals(Optional.empty(), reader.next());
            assertEquals(Optional.empty(), reader.next());
        }

        @Test
        void canBeSkippedAndFoundAgain() throws IOException {
            byte[] car = car(List.of(BLOCK.cid()), raw("another"), BLOCK);
            CarReader reader = reader(car);

            reader.next();
            CarEntry entry = reader.skip().orElseThrow();

            assertEquals(BLOCK.cid(), entry.cid());
            int offset = Math.toIntExact(entry.offset());
            assertEquals("block", new String(car, offset, entry.length(), StandardCharsets.UTF_8));
            assertEquals(Optional.empty(), reader.skip());
        }

        @Test
        void withOtherBytesThanTheirCidSaysAreRefused() throws IOException {
            byte[] car = car(List.of(), BLOCK);
            car[car.length - 1] ^= 1;

            StoreException refused = assertThrows(StoreException.class, () -> readAll(car));
            assertTrue(refused.toString().contains(BLOCK.cid().toString()), refused::toString);
        }
    }

    @Nested
    class Malformed {

        @Test
        void carIsRefusedWhereverItIsCutOff() throws IOException {
            byte[] car = car(List.of(BLOCK.cid()), raw("another"), BLOCK);
            int header = CarWriter.header(List.of(BLOCK.cid())).length;
            int second = car.length - BLOCK.length() - Cid.LENGTH - 1;

            for (int length = 0; length < car.length; length++) {
                if (length != header && length != second) {
                    byte[] cut = Arrays.copyOf(car, length);
                    assertThrows(StoreException.class, () -> readAll(cut), "cut after " + length);
                }
            }
        }

        @Test
        void fileThatIsCutOffIsRefusedEvenIfItsBlocksAreSkipped(@TempDir Path folder) throws IOException {
            byte[] car = car(List.of(), BLOCK);
            Path file = folder.resolve("cut.car");
            Files.write(file, Arrays.copyOf(car, car.length - 1));

            try (InputStream source = new FileInputStream(file.toFile())) {
                CarReader reader = new CarReader(source, "cut.car");
                assertThrows(StoreException.class, reader::skip);
            }
        }

        @Test
        void carOfVersion2IsRefusedByName() {
            assertRefused("it is a CARv2", "0aa16776657273696f6e02");
        }

        @ParameterizedTest
        @CsvSource({
            "empty, ''",
            "length of 0, 00",
            "other order of keys, 11a26776657273696f6e0165726f6f747380",
            "other version, 11a265726f6f7473806776657273696f6e02",
            "null roots, 11a265726f6f7473f66776657273696f6e01",
            "indefinite array, 12a265726f6f74739fff6776657273696f6e01",
            "long form of a short length, 12a265726f6f747398006776657273696f6e01",
            "longer form of a short length, 13a265726f6f74739900006776657273696f6e01",
            "fewer roots than it says, 11a265726f6f7473816776657273696f6e01",
            "more than the map, 12a265726f6f7473806776657273696f6e0100",
            "length not in its shortest form, 9100a265726f6f7473806776657273696f6e01",
            "endless length, ffffffffffffffffffff",
            "huge length, ffffffffffffffff7f",
            "text, 68656c6c6f20776f726c64"
        })
        void headerIsRefused(String what, String car) {
            assertThrows(StoreException.class, () -> reader(bytes(car)), what);
        }

        @Test
        void rootOfAnotherCodecIsRefused() {
            assertRefused("a root in its header", FIXTURE_HEADER);
        }

        @ParameterizedTest
        @CsvSource({
            "padding, 00",
            "shorter than a CID, 2301551220",
            "endless length, 80808080808080808080",
            "longer than a block may be, a580800101551220",
            "identity CID, 280155000461616161",
            "identity CID as long as a digest, 2501550020000000000000000000000000000000000000000000000000000000000000000000",
            "dag-cbor, 2501711220000000000000000000000000000000000000000000000000000000000000000000",
            "another hash function, 2501551e20000000000000000000000000000000000000000000000000000000000000000000"
        })
        void blockIsRefused(String what, String section) {
            CarReader reader = reader(CarWriter.header(List.of()), bytes(section), new byte[64]);

            assertThrows(StoreException.class, reader::next, what);
        }

        /** A node of a million links: it is refused by its length, and nothing of it is read. */
        @Test
        void blockOfAMillionLinksIsRefusedByItsLength() {
            byte[] section = CarWriter.prefix(BLOCK.cid(), 44_000_000);
            InputStream endless = new SequenceInputStream(
                    new ByteArrayInputStream(CarWriter.header(List.of())),
                    new SequenceInputStream(new ByteArrayInputStream(section), new EndlessZeros()));
            CarReader reader = new CarReader(endless, "test");
            StoreException refused = assertThrows(StoreException.class, reader::next);
            assertEquals(
                    "Cannot read CAR test: a block of 44000036 bytes with its CID is none of the format",
                    refused.getMessage());
        }

        @Test
        void blockWithACidOfVersion0IsRefusedInOneSentence() {
            CarReader reader = reader(CarWriter.header(List.of()), bytes(FIXTURE_CID_V0));

            StoreException refused = assertThrows(StoreException.class, reader::next);
            assertEquals(
                    "Cannot read CAR test: a block in it has a CID that is not of the format", refused.getMessage());
        }

        @Test
        void streamThatFailsIsReportedWithItsReason() {
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("connection reset");
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    throw new IOException("connection reset");
                }
            };

            StoreException failed = assertThrows(StoreException.class, () -> new CarReader(broken, "node"));
            assertEquals("Cannot read CAR node: it cannot be read (connection reset)", failed.getMessage());
            assertTrue(failed.retryable());
        }

        private void assertRefused(String reason, String car) {
            StoreException refused = assertThrows(StoreException.class, () -> reader(bytes(car)));
            assertTrue(refused.toString().contains(reason), refused::toString);
        }
    }

    /** As many zeros as anybody asks for; a reader that wants all of them runs out of memory. */
    private static final class EndlessZeros extends InputStream {

        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 0);
            return length;
        }
    }

    private static void readAll(byte[] car) {
        CarReader reader = reader(car);
        while (reader.next().isPresent()) {
            // On to the next.
        }
    }

    private static byte[] car(List<Cid> roots, Block... blocks) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        CarWriter writer = new CarWriter(target, roots);
        for (Block block : blocks) {
            writer.write(block);
        }
        return target.toByteArray();
    }

    private static CarReader reader(byte[]... parts) {
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            car.writeBytes(part);
        }
        return new CarReader(new ByteArrayInputStream(car.toByteArray()), "test");
    }

    private static byte[] withDagPbRoots(String header) {
        return bytes(header.replace("d82a58250001711220", "d82a58250001701220"));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static Block raw(String text) {
        return Block.of(Cid.Codec.RAW, text.getBytes(StandardCharsets.UTF_8));
    }
}
