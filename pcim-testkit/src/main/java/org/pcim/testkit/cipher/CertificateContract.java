package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.RevocationReason;
import org.pcim.cipher.ShareMode;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/** Certificates: one that is valid, whole and alone is taken. */
public abstract class CertificateContract extends CipherScene {

    @Test
    void aFreshCertificateIsTakenAsItWasPublished() {
        Bytes published = patient.certificate().encoded();
        RecipientCertificate certificate = cipher.certificate(published, harness.now());
        assertEquals(published, certificate.encoded());
        assertEquals(Digest.sha256(published.toByteArray()), certificate.hash());
        assertEquals(patient.certificate().fingerprint(), certificate.fingerprint());
        assertTrue(certificate.fingerprint().matches("[0-9A-F]{40,128}"));
        assertEquals(ShareMode.REWRAP, certificate.shareMode());
    }

    @Test
    void aPatientsCertificateNamesNobody() {
        assertEquals(List.of(), patientCertificate.userIds());
    }

    @Test
    void userIdsAreThoseOfTheCertificate() {
        String userId = "Dr. Ada Müller <ada@example.org>";
        assertEquals(List.of(userId), certificate(harness.named(userId)).userIds());
    }

    @Test
    void anExpiredCertificateIsRefused() {
        Bytes published = harness.expiring(Duration.ofDays(10)).certificate().encoded();
        Instant now = harness.now();
        assertEquals(
                published,
                cipher.certificate(published, now.plus(Duration.ofDays(9))).encoded());
        assertRefused(published, now.plus(Duration.ofDays(11)));
    }

    @Test
    void aCertificateIsRefusedForATimeBeforeItWasMade() {
        assertRefused(patient.certificate().encoded(), harness.now().minus(Duration.ofDays(1)));
    }

    @Test
    void aCertificateCutOrLengthenedIsRefused() {
        byte[] published = patient.certificate().encoded().toByteArray();
        for (int length = 0; length < published.length + 3; length++) {
            if (length != published.length) {
                assertRefused(Bytes.of(Arrays.copyOf(published, length)), harness.now());
            }
        }
    }

    @Test
    void twoCertificatesAreNotOne() {
        byte[] one = patient.certificate().encoded().toByteArray();
        byte[] other = harness.patient().certificate().encoded().toByteArray();
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        assertRefused(Bytes.of(both), harness.now());
    }

    @Test
    void anOversizedCertificateIsRefused() {
        byte[] published = patient.certificate().encoded().toByteArray();
        assertRefused(Bytes.of(Arrays.copyOf(published, (16 << 10) + 1)), harness.now());
    }

    @Test
    void aCertificateOfAnotherCipherIsRefused() {
        RecipientCertificate foreign = new ForeignCertificate();
        assertThrows(IllegalArgumentException.class, () -> cipher.encrypt(foreign));
        assertThrows(IllegalArgumentException.class, () -> cipher.seal(new byte[1], List.of(foreign)));
        assertThrows(
                IllegalArgumentException.class,
                () -> cipher.verify(new byte[1], Bytes.of(new byte[1]), foreign, harness.now()));
    }

    @Test
    void anIdentityOfAnotherCipherIsRefused() {
        CipherIdentity foreign = new CipherIdentity() {
            @Override
            public RecipientCertificate certificate() {
                return new ForeignCertificate();
            }

            @Override
            public void close() {}
        };
        assertThrows(IllegalArgumentException.class, () -> cipher.sign(new byte[1], foreign));
        assertThrows(IllegalArgumentException.class, () -> cipher.revoke(foreign, RevocationReason.RETIRED));
        Bytes sealed = cipher.seal(new byte[1], List.of(patientCertificate));
        assertThrows(IllegalArgumentException.class, () -> cipher.unseal(sealed, foreign, 10));
    }

    private void assertRefused(Bytes certificate, Instant at) {
        assertRefused(() -> cipher.certificate(certificate, at));
    }

    private record ForeignCertificate() implements RecipientCertificate {

        @Override
        public Bytes encoded() {
            return Bytes.empty();
        }

        @Override
        public Digest hash() {
            return Digest.sha256();
        }

        @Override
        public String fingerprint() {
            return "";
        }

        @Override
        public List<String> userIds() {
            return List.of();
        }

        @Override
        public ShareMode shareMode() {
            return ShareMode.REWRAP;
        }
    }
}
