package org.pcim.crypto.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.crypto.internal.MessageForge.PKESK;
import static org.pcim.crypto.internal.MessageForge.join;
import static org.pcim.crypto.internal.MessageForge.literal;
import static org.pcim.crypto.internal.MessageForge.packet;
import static org.pcim.crypto.internal.MessageForge.seipd;
import static org.pcim.crypto.internal.Reading.assertRefused;
import static org.pcim.crypto.internal.Reading.read;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pcim.error.CipherException;

/** A message whose chunks are not all there, in their order, and its own. */
class ChunkRulesTest {

    @Test
    void aMessageCutAtAChunkIsRefusedAlsoInWholePackets() {
        byte[] body = seipd(literal("x".repeat(1000)));
        assertTrue(body.length > 36 + 5 * 80);
        for (int length = 0; length < body.length; length++) {
            byte[] cut = packet(18, Arrays.copyOf(body, length));
            assertThrows(CipherException.class, () -> read(join(PKESK, cut)), length + " bytes");
        }
    }

    /** At the chunk size that PCIM writes, with and without the final tag: CVE-2026-12817 was about this. */
    @Test
    void aMessageCutAtAnyChunkBoundaryIsRefused() throws IOException {
        int chunk = (1 << 18) + 16;
        String content = "x".repeat(4 << 18);
        byte[] body = seipd(2, 9, 3, 12, literal(content));
        assertEquals(content, read(join(PKESK, packet(18, body))));
        byte[] tag = Arrays.copyOfRange(body, body.length - 16, body.length);
        for (int at = 36; at < body.length - 16; at += chunk) {
            byte[] cut = Arrays.copyOf(body, at);
            assertThrows(CipherException.class, () -> read(join(PKESK, packet(18, cut))));
            assertThrows(CipherException.class, () -> read(join(PKESK, packet(18, join(cut, tag)))));
        }
    }

    @Test
    void chunksCutFromTheEndAreRefusedThoughTheFinalTagFollows() {
        byte[] body = seipd(literal("x".repeat(1000)));
        byte[] tag = Arrays.copyOfRange(body, body.length - 16, body.length);
        for (int at = 36; at < body.length - 16; at += 80) {
            byte[] cut = join(Arrays.copyOf(body, at), tag);
            assertRefused("", join(PKESK, packet(18, cut)));
        }
    }

    /** Under one session key; what tells the messages apart is their salt. */
    @Test
    void chunksOfAnotherMessageAreRefused() {
        byte[] salt = new byte[32];
        salt[31] = 1;
        byte[] one = seipd(literal("x".repeat(1000)));
        byte[] other = seipd(2, 9, 3, 0, salt, literal("x".repeat(1000)));
        for (int at = 36; at < one.length - 16; at += 80) {
            byte[] mixed = one.clone();
            int length = Math.min(80, one.length - 16 - at);
            System.arraycopy(other, at, mixed, at, length);
            assertRefused("it was changed, or belongs to another key", join(PKESK, packet(18, mixed)));
        }
        byte[] withOthersTag = one.clone();
        System.arraycopy(other, one.length - 16, withOthersTag, one.length - 16, 16);
        assertRefused("it was changed, or belongs to another key", join(PKESK, packet(18, withOthersTag)));
    }

    @Test
    void chunksMissingOrExchangedAreRefused() {
        byte[] body = seipd(literal("x".repeat(1000)));
        for (int chunk = 0; chunk < 10; chunk++) {
            int at = 36 + 80 * chunk;
            byte[] without = join(Arrays.copyOf(body, at), Arrays.copyOfRange(body, at + 80, body.length));
            assertThrows(CipherException.class, () -> read(join(PKESK, packet(18, without))));
            byte[] exchanged = body.clone();
            System.arraycopy(body, at, exchanged, at + 80, 80);
            System.arraycopy(body, at + 80, exchanged, at, 80);
            assertThrows(CipherException.class, () -> read(join(PKESK, packet(18, exchanged))));
        }
    }

    @Test
    void moreInsideTheEncryptedPacketIsRefused() {
        for (int contentLength : new int[] {7, 64 - 12, 128 - 12, 200}) {
            byte[] body = seipd(literal("x".repeat(contentLength)));
            for (int more : new int[] {1, 15, 16, 17, 32, 80, 96}) {
                byte[] longer = packet(18, Arrays.copyOf(body, body.length + more));
                assertThrows(CipherException.class, () -> read(join(PKESK, longer)));
            }
        }
    }
}
