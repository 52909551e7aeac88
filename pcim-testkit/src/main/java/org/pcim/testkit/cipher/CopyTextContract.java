package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** Sealed texts one of whose readers needs copies: every reader can open them, nobody else can. */
public abstract class CopyTextContract extends CipherScene {

    private static final int MAX_CAPSULE_LENGTH = 4096;

    private final byte[] text = content(300);

    private CipherIdentity requester;
    private RecipientCertificate requesterCertificate;

    @BeforeEach
    final void meetTheRequester() {
        requester = harness.needingCopies("Requester <requester@example.org>");
        requesterCertificate = certificate(requester);
    }

    @Test
    void everyReaderOpensItInWhateverOrderTheyStand() {
        List<RecipientCertificate> readers = List.of(patientCertificate, requesterCertificate);
        for (List<RecipientCertificate> order : List.of(readers, List.of(readers.get(1), readers.get(0)))) {
            Bytes sealed = cipher.seal(text, order);
            assertArrayEquals(text, cipher.unseal(sealed, patient, text.length));
            assertArrayEquals(text, cipher.unseal(sealed, requester, text.length));
            assertTrue(sealed.length() < MAX_CAPSULE_LENGTH);
        }
        Bytes own = cipher.seal(text, List.of(requesterCertificate));
        assertArrayEquals(text, cipher.unseal(own, requester, text.length));
        assertThrows(CipherException.class, () -> cipher.unseal(own, patient, text.length));
    }

    @Test
    void nobodyElseOpensIt() {
        Bytes sealed = cipher.seal(text, List.of(patientCertificate, requesterCertificate));
        assertThrows(CipherException.class, () -> cipher.unseal(sealed, harness.patient(), text.length));
        assertThrows(
                CipherException.class,
                () -> cipher.unseal(sealed, harness.needingCopies("Other <other@example.org>"), text.length));
        Bytes withoutThem = cipher.seal(text, List.of(patientCertificate));
        assertThrows(CipherException.class, () -> cipher.unseal(withoutThem, requester, text.length));
    }

    @Test
    void aTextLongerThanAllowedIsRefused() {
        Bytes sealed = cipher.seal(text, List.of(requesterCertificate));
        assertThrows(CipherException.class, () -> cipher.unseal(sealed, requester, text.length - 1));
    }

    /** What wraps the session key for one reader means nothing to the other. */
    @Test
    void everyChangedByteIsRefusedOrChangesNothing() {
        byte[] sealed = cipher.seal(text, List.of(patientCertificate, requesterCertificate))
                .toByteArray();
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            for (CipherIdentity reader : List.of(patient, requester)) {
                byte[] read;
                try {
                    read = cipher.unseal(Bytes.of(changed), reader, text.length);
                } catch (CipherException e) {
                    continue;
                }
                assertTrue(at < sealed.length - text.length, "byte " + at);
                assertArrayEquals(text, read);
            }
        }
    }

    @Test
    void aTextCutOrLengthenedIsRefused() {
        byte[] sealed = cipher.seal(text, List.of(requesterCertificate)).toByteArray();
        for (int length = 0; length < sealed.length + 3; length++) {
            if (length != sealed.length) {
                Bytes changed = Bytes.of(Arrays.copyOf(sealed, length));
                assertThrows(CipherException.class, () -> cipher.unseal(changed, requester, text.length));
            }
        }
    }

    @Test
    void nothingSaysWhoTheReadersAre() {
        byte[] sealed = cipher.seal(text, List.of(patientCertificate, requesterCertificate))
                .toByteArray();
        for (RecipientCertificate reader : List.of(patientCertificate, requesterCertificate)) {
            byte[] fingerprint = Bytes.fromHex(reader.fingerprint()).toByteArray();
            for (int at = 0; at + 8 <= sealed.length; at++) {
                assertFalse(Arrays.equals(sealed, at, at + 8, fingerprint, fingerprint.length - 8, fingerprint.length));
                assertFalse(Arrays.equals(sealed, at, at + 8, fingerprint, 0, 8));
            }
        }
    }

    @Test
    void signaturesAreMadeAndAccepted() {
        Bytes signature = cipher.sign(text, requester);
        cipher.verify(text, signature, requesterCertificate, harness.now());
        byte[] changed = text.clone();
        changed[0] ^= 1;
        assertThrows(
                CipherException.class, () -> cipher.verify(changed, signature, requesterCertificate, harness.now()));
        assertThrows(CipherException.class, () -> cipher.verify(text, signature, patientCertificate, harness.now()));
    }
}
