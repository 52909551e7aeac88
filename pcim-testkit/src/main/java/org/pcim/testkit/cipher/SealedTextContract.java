package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.model.Bytes;

/** Sealed texts: every reader can open them, nobody else can. */
public abstract class SealedTextContract extends CipherScene {

    private final byte[] text = content(300);

    @Test
    void everyReaderOpensIt() {
        CipherIdentity requester = harness.named("Requester <requester@example.org>");
        Bytes sealed = cipher.seal(text, List.of(certificate(requester), patientCertificate));
        assertArrayEquals(text, cipher.unseal(sealed, patient, text.length));
        assertArrayEquals(text, cipher.unseal(sealed, requester, text.length));
    }

    @Test
    void anEmptyTextIsATextToo() {
        assertArrayEquals(
                new byte[0], cipher.unseal(cipher.seal(new byte[0], List.of(patientCertificate)), patient, 0));
    }

    @Test
    void nobodyElseOpensIt() {
        Bytes sealed = cipher.seal(text, List.of(patientCertificate));
        assertRefused(() -> cipher.unseal(sealed, harness.patient(), text.length));
    }

    @Test
    void aTextLongerThanAllowedIsRefused() {
        Bytes sealed = cipher.seal(text, List.of(patientCertificate));
        assertRefused(() -> cipher.unseal(sealed, patient, text.length - 1));
        assertRefused(() -> cipher.unseal(sealed, patient, 0));
    }

    @Test
    void everyChangedByteIsRefused() {
        byte[] sealed = cipher.seal(text, List.of(patientCertificate)).toByteArray();
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertRefused(() -> cipher.unseal(Bytes.of(changed), patient, text.length), "byte " + at);
        }
    }

    @Test
    void aTextCutOrLengthenedIsRefused() {
        byte[] sealed = cipher.seal(text, List.of(patientCertificate)).toByteArray();
        for (int length = 0; length < sealed.length + 3; length++) {
            if (length != sealed.length) {
                Bytes changed = Bytes.of(Arrays.copyOf(sealed, length));
                assertRefused(() -> cipher.unseal(changed, patient, text.length));
            }
        }
    }

    @Test
    void nothingSaysWhoTheReadersAre() {
        byte[] fingerprint = Bytes.fromHex(patientCertificate.fingerprint()).toByteArray();
        byte[] sealed = cipher.seal(text, List.of(patientCertificate)).toByteArray();
        for (int at = 0; at + 8 <= sealed.length; at++) {
            assertFalse(Arrays.equals(sealed, at, at + 8, fingerprint, 0, 8));
        }
    }

    @Test
    void aTextHasToHaveAReader() {
        assertThrows(IllegalArgumentException.class, () -> cipher.seal(text, List.of()));
    }

    @Test
    void aClosedIdentityUnsealsNothingMore() {
        Bytes sealed = cipher.seal(text, List.of(patientCertificate));
        patient.close();
        assertThrows(IllegalStateException.class, () -> cipher.unseal(sealed, patient, text.length));
    }
}
