package org.pcim.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.model.Digest;

class UnixFsFileTest {

    private final BlocksInMemory blocks = new BlocksInMemory();

    /** The vectors of IPIP-499 (unixfs-v1-2025) that Kubo's tests hold. */
    @ParameterizedTest
    @CsvSource({
        "1048576, bafkreiacndfy443ter6qr2tmbbdhadvxxheowwf75s6zehscklu6ezxmta",
        "1048577, bafybeigmix7t42i6jacydtquhet7srwvgpizfg7gjbq7627d35mjomtu64"
    })
    void hasTheCidsOfIpip499(int length, String cid) throws GeneralSecurityException {
        assertEquals(cid, write(chaCha20("chunk-v1-seed", length)).cid().toString());
    }

    @Test
    void aShortFileIsOneRawLeaf() {
        DagRoot root = write("hello world".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
                root.cid().toString());
        assertEquals(11, root.totalSize());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65536, 65537, 1048575, 1048576, 1048577, 2097152, 5000000})
    void givesBackWhatWasWritten(int length) throws IOException {
        byte[] content = random(length);
        DagRoot root = write(content);
        assertArrayEquals(
                content, new UnixFsReader(blocks::get).file(root.cid()).readAllBytes());
    }

    @Test
    void theSizeOfThePartsThatAreWrittenDoesNotMatter() {
        byte[] content = random(3_000_001);
        UnixFsFileWriter writer = new UnixFsFileWriter(blocks::put);
        Random random = new Random(7);
        for (int done = 0; done < content.length; ) {
            int part = Math.min(content.length - done, random.nextInt(300_000));
            writer.write(content, done, part);
            done += part;
        }
        assertEquals(write(content), writer.finish());
    }

    @Test
    void aSecondLevelOfTheTreeBeginsAfter1024Leaves() {
        UnixFsFileWriter writer = new UnixFsFileWriter(blocks::put);
        byte[] chunk = new byte[UnixFsFileWriter.CHUNK_LENGTH];
        for (int i = 0; i < UnixFsFileWriter.MAX_LINKS; i++) {
            writer.write(chunk, 0, chunk.length);
        }
        writer.write(1);
        UnixFsNode root = UnixFsNode.read(blocks.get(writer.finish().cid()));
        assertEquals(List.of((long) chunk.length * UnixFsFileWriter.MAX_LINKS, 1L), root.blockSizes());
        UnixFsNode last = UnixFsNode.read(blocks.get(root.links().get(1).cid()));
        assertEquals(1, last.links().size());
    }

    private DagRoot write(byte[] content) {
        UnixFsFileWriter writer = new UnixFsFileWriter(blocks::put);
        writer.write(content, 0, content.length);
        return writer.finish();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] chaCha20(String seed, int length) throws GeneralSecurityException {
        byte[] key = Digest.sha256(seed.getBytes(StandardCharsets.US_ASCII)).toByteArray();
        Cipher cipher = Cipher.getInstance("ChaCha20");
        cipher.init(
                Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new ChaCha20ParameterSpec(new byte[12], 0));
        return Arrays.copyOf(cipher.doFinal(new byte[length]), length);
    }
}
