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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.pcim.error.CipherException;

/** Each of the reading rules, with a message that breaks it and nothing else. */
class ReadingRulesTest {

    private static final byte[] PADDING = packet(21, new byte[20]);

    @Test
    void aMessageByTheRulesIsRead() throws IOException {
        assertEquals("content", read(join(PKESK, packet(18, seipd(literal("content"))))));
        assertEquals("", read(join(PKESK, packet(18, seipd(literal(""))))));
    }

    @Test
    void paddingIsSkippedWhereverItStands() throws IOException {
        byte[] inside = join(PADDING, literal("content"), PADDING, PADDING);
        assertEquals("content", read(join(PADDING, PKESK, PADDING, packet(18, seipd(inside)), PADDING)));
    }

    @Test
    void severalWrappedSessionKeysMayStandInFront() throws IOException {
        assertEquals("content", read(join(PKESK, PKESK, PKESK, packet(18, seipd(literal("content"))))));
    }

    @Test
    void aWrappedSessionKeyHasToStandInFront() {
        assertRefused("no wrapped session key", packet(18, seipd(literal("content"))));
    }

    @Test
    void noMoreWrappedSessionKeysThanTheLimitAreRead() {
        byte[] many = new byte[0];
        for (int i = 0; i < 65; i++) {
            many = join(many, PKESK);
        }
        assertRefused("more than 64", join(many, packet(18, seipd(literal("content")))));
    }

    @Test
    void aWrappedSessionKeyHasToBeOfVersion6() {
        byte[] version3 = packet(1, join(new byte[] {3}, new byte[8], new byte[] {25}, new byte[73]));
        assertRefused("PKESK version 6", join(version3, packet(18, seipd(literal("content")))));
        assertRefused("PKESK version 6", join(PKESK, version3, packet(18, seipd(literal("content")))));
    }

    @Test
    void passphrasesAreNotTaken() {
        byte[] skesk = packet(3, new byte[60]);
        assertRefused("a packet of type 3", join(PKESK, skesk, packet(18, seipd(literal("content")))));
    }

    @Test
    void anOversizedWrappedSessionKeyIsRefused() {
        assertRefused("longer than 4096", join(packet(1, new byte[5000]), packet(18, seipd(literal("content")))));
    }

    @Test
    void anotherVersionOfSeipdIsRefused() {
        assertRefused("SEIPD version 2", join(PKESK, packet(18, seipd(1, 9, 3, 0, literal("content")))));
    }

    @Test
    void otherAlgorithmsAreRefused() {
        assertRefused("AES-256 in GCM", join(PKESK, packet(18, seipd(2, 7, 3, 0, literal("content")))));
        assertRefused("AES-256 in GCM", join(PKESK, packet(18, seipd(2, 9, 2, 0, literal("content")))));
    }

    @Test
    void anImageIsEncryptedInNoOtherWayThatATextMayBe() {
        assertRefused("AES-256 in GCM", join(PKESK, packet(18, seipd(2, 7, 2, 0, literal("content")))));
    }

    @Test
    void aSessionKeyHasTheLengthThatItsCipherTakes() {
        byte[] message = join(PKESK, packet(18, seipd(literal("content"))));
        CipherException e = assertThrows(CipherException.class, () -> read(message, new byte[16]));
        assertEquals("Cannot decrypt message: its session key is not one for AES-256 in GCM", e.getMessage());
    }

    @Test
    void aRecipientIsAKeyOfVersion4Or6OrNotNamed() throws IOException {
        byte[] encrypted = packet(18, seipd(literal("content")));
        assertEquals("content", read(join(pkeskFor(4, 20), encrypted)));
        assertEquals("content", read(join(pkeskFor(6, 32), encrypted)));
        assertRefused("a version that does not exist", join(pkeskFor(6, 20), encrypted));
        assertRefused("a version that does not exist", join(pkeskFor(7, 32), encrypted));
        assertRefused("a version that does not exist", join(pkeskFor(4, 0), encrypted));
    }

    private static byte[] pkeskFor(int keyVersion, int fingerprintLength) {
        byte[] key = {6, (byte) (1 + fingerprintLength), (byte) keyVersion};
        return packet(1, join(key, new byte[fingerprintLength], new byte[] {25}, new byte[73]));
    }

    @Test
    void chunksUpToTheLimitAreRead() throws IOException {
        assertEquals("content", read(join(PKESK, packet(18, seipd(2, 9, 3, 12, literal("content"))))));
        assertRefused("chunks", join(PKESK, packet(18, seipd(2, 9, 3, 13, literal("content")))));
        byte[] body = seipd(literal("content"));
        body[3] = (byte) 0xFF;
        assertRefused("chunks", join(PKESK, packet(18, body)));
    }

    @Test
    void anUnencryptedMessageIsRefused() {
        assertRefused("no place", literal("content"));
        assertRefused("no place", join(PKESK, literal("content")));
        assertRefused("no encrypted message", PADDING);
    }

    @Test
    void twoEncryptedPacketsAreRefused() {
        byte[] encrypted = packet(18, seipd(literal("content")));
        assertRefused("follows its end", join(PKESK, encrypted, encrypted));
        assertRefused("follows its end", join(PKESK, encrypted, PKESK));
    }

    @Test
    void compressedContentIsRefused() {
        byte[] stored = packet(8, join(new byte[] {0}, literal("content")));
        assertRefused("compressed", join(PKESK, packet(18, seipd(stored))));
    }

    @Test
    void aCompressedBombIsRefusedUnread() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(1);
        try (OutputStream deflating = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
            deflating.write(literal("x"));
            deflating.write(new byte[30_000_000]);
        }
        assertTrue(bomb.size() < 50_000);
        assertRefused("compressed", join(PKESK, packet(18, seipd(packet(8, bomb.toByteArray())))));
    }

    @Test
    void contentThatIsNoLiteralIsRefused() {
        assertRefused("is signed", join(PKESK, packet(18, seipd(packet(4, new byte[13])))));
        assertRefused("no literal", join(PKESK, packet(18, seipd(packet(13, new byte[13])))));
        assertRefused("no literal", join(PKESK, packet(18, seipd(new byte[0]))));
        assertRefused("no literal", join(PKESK, packet(18, seipd(PADDING))));
    }

    @Test
    void somethingBehindTheContentIsRefused() {
        assertRefused("follows its content", join(PKESK, packet(18, seipd(join(literal("a"), literal("b"))))));
        assertRefused("no OpenPGP packet", join(PKESK, packet(18, seipd(join(literal("a"), new byte[1])))));
    }

    @Test
    void aNameOrAnotherFormatIsRefused() {
        byte[] named = packet(11, new byte[] {'b', 1, 'x', 0, 0, 0, 0, 'c'});
        byte[] text = packet(11, new byte[] {'u', 0, 0, 0, 0, 0, 'c'});
        assertRefused("has a name", join(PKESK, packet(18, seipd(named))));
        assertRefused("not binary", join(PKESK, packet(18, seipd(text))));
        assertRefused("too short", join(PKESK, packet(18, seipd(packet(11, new byte[] {'b', 0, 0})))));
    }

    @Test
    void theLegacyPacketFormatIsRefused() {
        byte[] legacyPkesk =
                join(new byte[] {(byte) (0x80 | (1 << 2)), 76}, Arrays.copyOfRange(PKESK, 6, PKESK.length));
        byte[] encrypted = packet(18, seipd(literal("content")));
        assertRefused("legacy format", join(legacyPkesk, encrypted));
        byte[] body = literal("content");
        byte[] legacyLiteral =
                join(new byte[] {(byte) (0x80 | (11 << 2)), 13}, Arrays.copyOfRange(body, 6, body.length));
        assertRefused("legacy format", join(PKESK, packet(18, seipd(legacyLiteral))));
    }

    @Test
    void packetsInPartsHaveToFollowTheRules() throws IOException {
        byte[] body = seipd(literal("x".repeat(2000)));
        assertEquals("x".repeat(2000), read(join(PKESK, inParts(body, 9))));
        assertRefused("shorter than 512", join(PKESK, inParts(body, 8)));
        byte[] pkeskInParts = join(new byte[] {(byte) 0xC1, (byte) (224 + 9)}, new byte[512], new byte[] {0});
        assertRefused("may not come in parts", join(pkeskInParts, packet(18, body)));
    }

    @Test
    void aLengthThatIsClaimedTakesNoMemory() {
        byte[] huge = {(byte) (0xC0 | 18), (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 2, 9, 3, 0};
        assertRefused("cut off", join(PKESK, huge, new byte[40]));
    }

    private static byte[] inParts(byte[] body, int partBits) {
        int part = 1 << partBits;
        byte[] packet = {(byte) (0xC0 | 18)};
        int at = 0;
        for (; body.length - at > part; at += part) {
            packet = join(packet, new byte[] {(byte) (224 + partBits)}, Arrays.copyOfRange(body, at, at + part));
        }
        byte[] last = Arrays.copyOfRange(body, at, body.length);
        byte[] rest = packet(0, last);
        return join(packet, Arrays.copyOfRange(rest, 1, rest.length));
    }
}
