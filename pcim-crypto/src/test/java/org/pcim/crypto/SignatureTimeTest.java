package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** Which times count for a signature: the one in question, and what the signer's clock said where it was ahead. */
class SignatureTimeTest {

    private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant REGISTERED = MADE.plus(Duration.ofDays(1));

    private final byte[] document = {1, 2, 3};
    private final CipherIdentity signer =
            OpenPgpKeys.generate(KeyParameters.withoutName(MADE).validFor(Duration.ofDays(2)));

    @Test
    void aSignersClockMayBeAhead() {
        Bytes signature = signedAt(REGISTERED.plus(Duration.ofMinutes(5)));
        assertDoesNotThrow(() -> verify(signature, REGISTERED));
    }

    @Test
    void aSignersClockMayBeBehind() {
        Bytes signature = signedAt(REGISTERED.minus(Duration.ofMinutes(5)));
        assertDoesNotThrow(() -> verify(signature, REGISTERED));
    }

    @Test
    void anExpiredKeyGainsNothingByDatingBack() {
        Bytes signature = signedAt(REGISTERED);
        Instant late = MADE.plus(Duration.ofDays(3));
        CipherException e = assertThrows(CipherException.class, () -> verify(signature, late));
        assertEquals(
                "Cannot accept signature of " + signer.certificate().fingerprint() + ": its key could not sign at "
                        + late,
                e.getMessage());
    }

    @Test
    void aKeyThatWasMadeLaterDidNotSign() {
        Bytes signature = signedAt(REGISTERED);
        assertThrows(CipherException.class, () -> verify(signature, MADE.minusSeconds(1)));
    }

    private Bytes signedAt(Instant time) {
        return new OpenPgpImageCipher(Clock.fixed(time, ZoneOffset.UTC)).sign(document, signer);
    }

    private void verify(Bytes signature, Instant at) {
        new OpenPgpImageCipher().verify(document, signature, signer.certificate(), at);
    }
}
