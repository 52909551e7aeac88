package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcim.cipher.CertificateRevocation;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RevocationReason;
import org.pcim.model.Bytes;

/** Revocations: by the certificate's own key, for good, and nobody else's. */
public abstract class RevocationContract extends CipherScene {

    @ParameterizedTest
    @EnumSource
    void aRevokedCertificateSaysSo(RevocationReason reason) {
        for (CipherIdentity identity : List.of(patient, harness.needingCopies("Copy <copy@example.org>"))) {
            CertificateRevocation revocation =
                    cipher.revocation(cipher.revoke(identity, reason)).orElseThrow();
            assertEquals(
                    new CertificateRevocation(identity.certificate().fingerprint(), harness.now(), reason), revocation);
        }
    }

    @Test
    void aRevokedCertificateIsRefusedWheneverItSaysItWas() {
        CipherIdentity expiring = harness.expiring(Duration.ofDays(10));
        for (RevocationReason reason : RevocationReason.values()) {
            Bytes revoked = cipher.revoke(expiring, reason);
            for (int days : new int[] {-1, 0, 1, 11}) {
                assertRefused(() -> cipher.certificate(revoked, harness.now().plus(Duration.ofDays(days))));
            }
            assertTrue(cipher.revocation(revoked).isPresent());
        }
    }

    @Test
    void whatIsNotRevokedIsNot() {
        assertEquals(Optional.empty(), cipher.revocation(patient.certificate().encoded()));
        assertEquals(Optional.empty(), cipher.revocation(Bytes.empty()));
        assertEquals(Optional.empty(), cipher.revocation(Bytes.of(content(500))));
        assertEquals(Optional.empty(), cipher.revocation(cipher.sign(content(10), patient)));
    }

    @Test
    void aChangedRevocationSaysNothingElse() {
        Bytes revoked = cipher.revoke(patient, RevocationReason.RETIRED);
        CertificateRevocation genuine = cipher.revocation(revoked).orElseThrow();
        for (int at = 0; at < revoked.length(); at++) {
            byte[] changed = revoked.toByteArray();
            changed[at] ^= 1;
            assertNothingElse(genuine, Bytes.of(changed));
            assertNothingElse(genuine, Bytes.of(Arrays.copyOf(revoked.toByteArray(), at)));
        }
    }

    @Test
    void aRevokedIdentityStillOpensWhatItHas() {
        byte[] text = content(100);
        Bytes sealed = cipher.seal(text, List.of(patientCertificate));
        cipher.revoke(patient, RevocationReason.SUPERSEDED);
        assertArrayEquals(text, cipher.unseal(sealed, patient, text.length));
    }

    @Test
    void aClosedIdentityIsNotRevoked() {
        patient.close();
        assertThrows(IllegalStateException.class, () -> cipher.revoke(patient, RevocationReason.RETIRED));
    }

    private void assertNothingElse(CertificateRevocation genuine, Bytes changed) {
        cipher.revocation(changed).ifPresent(found -> assertEquals(genuine, found));
    }
}
