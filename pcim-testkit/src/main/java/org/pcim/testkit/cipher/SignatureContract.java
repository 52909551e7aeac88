package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.model.Bytes;

/** Detached signatures: one signer, one document, a key that was valid at the time in question. */
public abstract class SignatureContract extends CipherScene {

    private final byte[] document = content(1000);

    @Test
    void aSignatureIsAcceptedForWhatWasSigned() {
        Bytes signature = cipher.sign(document, patient);
        assertDoesNotThrow(() -> cipher.verify(document, signature, patientCertificate, harness.now()));
        Bytes overNothing = cipher.sign(new byte[0], patient);
        assertDoesNotThrow(() -> cipher.verify(new byte[0], overNothing, patientCertificate, harness.now()));
    }

    @Test
    void aSignatureOverOtherDataIsRefused() {
        Bytes signature = cipher.sign(document, patient);
        for (byte[] other : new byte[][] {{}, Arrays.copyOf(document, 999), Arrays.copyOf(document, 1001), {1}}) {
            assertRefused(other, signature, patientCertificate, harness.now());
        }
    }

    @Test
    void aSignatureBySomebodyElseIsRefused() {
        CipherIdentity other = harness.patient();
        assertRefused(document, cipher.sign(document, other), patientCertificate, harness.now());
    }

    @Test
    void aSignatureCutOrLengthenedIsRefused() {
        byte[] signature = cipher.sign(document, patient).toByteArray();
        for (int length = 0; length < signature.length + 3; length++) {
            if (length != signature.length) {
                Bytes changed = Bytes.of(Arrays.copyOf(signature, length));
                assertRefused(document, changed, patientCertificate, harness.now());
            }
        }
    }

    @Test
    void twoSignaturesAreNotOne() {
        byte[] signature = cipher.sign(document, patient).toByteArray();
        byte[] twice = Arrays.copyOf(signature, 2 * signature.length);
        System.arraycopy(signature, 0, twice, signature.length, signature.length);
        assertRefused(document, Bytes.of(twice), patientCertificate, harness.now());
    }

    @Test
    void theSignersKeyHasToBeValidAtTheTimeInQuestion() {
        CipherIdentity signer = harness.expiring(Duration.ofDays(10));
        RecipientCertificate certificate = certificate(signer);
        Bytes signature = cipher.sign(document, signer);
        Instant now = harness.now();
        assertDoesNotThrow(() -> cipher.verify(document, signature, certificate, now.plus(Duration.ofDays(9))));
        assertRefused(document, signature, certificate, now.plus(Duration.ofDays(11)));
        assertRefused(document, signature, certificate, now.minus(Duration.ofDays(1)));
    }

    @Test
    void aClosedIdentitySignsNothingMore() {
        patient.close();
        assertThrows(IllegalStateException.class, () -> cipher.sign(document, patient));
    }

    private void assertRefused(byte[] data, Bytes signature, RecipientCertificate signer, Instant at) {
        assertRefused(() -> cipher.verify(data, signature, signer, at));
    }
}
