package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyGenerator;
import org.bouncycastle.openpgp.operator.bc.BcAEADSecretKeyEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.model.Bytes;

class OpenPgpKeysTest {

    private static final PassphraseCost COST = PassphraseCost.demonstration();
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final CipherIdentity identity = OpenPgpKeys.generate(KeyParameters.named(NOW, "A <a@example.org>"));
    private final OpenPgpImageCipher cipher = new OpenPgpImageCipher();

    @Test
    void anExportedKeyIsTheSameWhenImported() {
        String armoured = OpenPgpKeys.exportLocked(identity, passphrase("correct horse"), COST);
        CipherIdentity imported = OpenPgpKeys.importLocked(armoured, passphrase("correct horse"));
        assertEquals(identity.certificate().encoded(), imported.certificate().encoded());
        Bytes sealed = cipher.seal(new byte[] {1, 2}, List.of(identity.certificate()));
        assertArrayEquals(new byte[] {1, 2}, cipher.unseal(sealed, imported, 10));
        String again = OpenPgpKeys.exportLocked(imported, passphrase("other"), COST);
        assertEquals(
                identity.certificate().hash(),
                OpenPgpKeys.importLocked(again, passphrase("other"))
                        .certificate()
                        .hash());
    }

    @Test
    void aWrongPassphraseIsOneClearSentence() {
        String armoured = OpenPgpKeys.exportLocked(identity, passphrase("right"), COST);
        CipherException e =
                assertThrows(CipherException.class, () -> OpenPgpKeys.importLocked(armoured, passphrase("wrong")));
        assertEquals("Cannot import key: the passphrase is wrong, or the file was changed", e.getMessage());
    }

    @Test
    void passphrasesAreComparedInNfc() {
        String armoured = OpenPgpKeys.exportLocked(identity, passphrase("M\u00FCller"), COST);
        assertEquals(
                identity.certificate().hash(),
                OpenPgpKeys.importLocked(armoured, passphrase("Mu\u0308ller"))
                        .certificate()
                        .hash());
    }

    @Test
    void passphrasesAreWiped() {
        char[] passphrase = passphrase("secret");
        String armoured = OpenPgpKeys.exportLocked(identity, passphrase, COST);
        assertArrayEquals(new char[6], passphrase);
        char[] wrong = passphrase("wrong");
        assertThrows(CipherException.class, () -> OpenPgpKeys.importLocked(armoured, wrong));
        assertArrayEquals(new char[5], wrong);
    }

    @Test
    void anEmptyPassphraseIsRefused() {
        assertThrows(InputException.class, () -> OpenPgpKeys.exportLocked(identity, new char[0], COST));
        String armoured = OpenPgpKeys.exportLocked(identity, passphrase("secret"), COST);
        assertThrows(InputException.class, () -> OpenPgpKeys.importLocked(armoured, new char[0]));
    }

    @Test
    void everyKeyIsLockedByArgon2AndAead() throws Exception {
        PGPSecretKeyRing ring = new PGPSecretKeyRing(
                Armour.readSecretKey(
                        OpenPgpKeys.exportLocked(identity, passphrase("secret"), PassphraseCost.standard())),
                BouncyCastle.IMPLEMENTATION.keyFingerPrintCalculator());
        int keys = 0;
        for (PGPSecretKey key : ring) {
            keys++;
            assertEquals(SecretKeyPacket.USAGE_AEAD, key.getS2KUsage());
            assertEquals(S2K.ARGON_2, key.getS2K().getType());
            assertEquals(15, key.getS2K().getMemorySizeExponent());
            assertEquals(6, key.getPublicKey().getVersion());
        }
        assertEquals(3, keys);
    }

    @Test
    void aKeyThatAsksForTooMuchMemoryIsRefusedBeforeItIsTaken() throws Exception {
        byte[] packets = lockedWith(new S2K.Argon2Params(1, 4, 10, new SecureRandom()));
        byte[] salt = new PGPSecretKeyRing(packets, BouncyCastle.IMPLEMENTATION.keyFingerPrintCalculator())
                .getSecretKey()
                .getS2K()
                .getIV();
        for (int at = 0; at < packets.length - 18; at++) {
            if (Arrays.equals(packets, at, at + 16, salt, 0, 16)) {
                packets[at + 18] = 30;
            }
        }
        String armoured = Armour.secretKey(packets);
        CipherException e =
                assertThrows(CipherException.class, () -> OpenPgpKeys.importLocked(armoured, passphrase("secret")));
        assertTrue(String.valueOf(e.getMessage()).contains("256 MiB"), e.getMessage());
    }

    @Test
    void aKeyThatIsNotLockedIsRefused() throws Exception {
        OpenPGPKey key = new OpenPGPKeyGenerator(BouncyCastle.IMPLEMENTATION, true, Date.from(NOW))
                .ed25519x25519Key("A <a@example.org>")
                .build();
        String armoured = Armour.secretKey(key.getPGPSecretKeyRing().getEncoded());
        CipherException e =
                assertThrows(CipherException.class, () -> OpenPgpKeys.importLocked(armoured, passphrase("secret")));
        assertTrue(String.valueOf(e.getMessage()).contains("not locked"), e.getMessage());
    }

    @Test
    void whatIsNoSecretKeyIsRefused() {
        String certificate = OpenPgpKeys.armour(identity.certificate());
        String key = OpenPgpKeys.exportLocked(identity, passphrase("secret"), COST);
        for (String armoured : List.of("", "text", certificate, key + key, key.substring(0, key.length() / 2))) {
            assertThrows(CipherException.class, () -> OpenPgpKeys.importLocked(armoured, passphrase("secret")));
        }
    }

    @Test
    void anArmouredCertificateIsReadAsItWasWritten() {
        String armoured = OpenPgpKeys.armour(identity.certificate());
        assertTrue(armoured.startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----"));
        assertEquals(identity.certificate().encoded(), OpenPgpKeys.readArmoured(armoured));
        assertEquals(
                identity.certificate().encoded(),
                OpenPgpKeys.readArmoured("My key:\r\n" + armoured.replace("\n", "\r\n")));
        assertThrows(CipherException.class, () -> OpenPgpKeys.readArmoured(armoured + armoured));
        assertThrows(CipherException.class, () -> OpenPgpKeys.readArmoured("nothing"));
        assertThrows(CipherException.class, () -> OpenPgpKeys.readArmoured(armoured.replace('A', '!')));
    }

    @Test
    void anExpiredKeyStillOpensWhatWasEncryptedToIt() {
        CipherIdentity expired = OpenPgpKeys.generate(
                KeyParameters.withoutName(Instant.parse("2020-01-01T00:00:00Z")).validFor(Duration.ofDays(1)));
        Bytes sealed = cipher.seal(new byte[] {7}, List.of(expired.certificate()));
        CipherIdentity imported = OpenPgpKeys.importLocked(
                OpenPgpKeys.exportLocked(expired, passphrase("secret"), COST), passphrase("secret"));
        assertArrayEquals(new byte[] {7}, cipher.unseal(sealed, imported, 10));
        assertThrows(CipherException.class, () -> cipher.sign(new byte[1], imported));
    }

    @Test
    void aClosedIdentityIsNotExported() {
        identity.close();
        assertThrows(IllegalStateException.class, () -> OpenPgpKeys.exportLocked(identity, passphrase("secret"), COST));
    }

    @Test
    void secretsDoNotShow() {
        assertFalse(identity.toString().contains("Secret"));
        assertEquals(identity.certificate().fingerprint(), identity.toString());
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> KeyParameters.named(NOW, " "));
        assertThrows(IllegalArgumentException.class, () -> KeyParameters.named(NOW, "A", "A"));
        KeyParameters parameters = KeyParameters.withoutName(NOW);
        assertThrows(IllegalArgumentException.class, () -> parameters.validFor(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> parameters.validFor(Duration.ofDays(365 * 200)));
        assertThrows(IllegalArgumentException.class, () -> new PassphraseCost(19, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> new PassphraseCost(15, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> new PassphraseCost(15, 1, 17));
        assertEquals(Optional.empty(), parameters.validity());
    }

    private static char[] passphrase(String passphrase) {
        return passphrase.toCharArray();
    }

    private static byte[] lockedWith(S2K.Argon2Params argon2) throws Exception {
        OpenPGPKey key = new OpenPGPKeyGenerator(BouncyCastle.IMPLEMENTATION, true, Date.from(NOW))
                .ed25519x25519Key("A <a@example.org>")
                .build();
        List<PGPSecretKey> locked = new ArrayList<>();
        for (PGPSecretKey part : key.getPGPSecretKeyRing()) {
            locked.add(PGPSecretKey.copyWithNewPassword(
                    part,
                    null,
                    new BcAEADSecretKeyEncryptorBuilder(
                                    AEADAlgorithmTags.OCB, SymmetricKeyAlgorithmTags.AES_256, argon2)
                            .build(passphrase("secret"), part.getPublicKey().getPublicKeyPacket())));
        }
        return new PGPSecretKeyRing(locked).getEncoded();
    }
}
