package org.pcim.crypto;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;
import org.pcim.testkit.CipherHarness;

final class OpenPgpCipherHarness implements CipherHarness {

    private final Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final ImageCipher cipher = new OpenPgpImageCipher(Clock.fixed(now, ZoneOffset.UTC));

    @Override
    public ImageCipher cipher() {
        return cipher;
    }

    @Override
    public CipherIdentity patient() {
        return OpenPgpKeys.generate(KeyParameters.withoutName(now));
    }

    @Override
    public CipherIdentity named(String userId) {
        return OpenPgpKeys.generate(KeyParameters.named(now, userId));
    }

    @Override
    public CipherIdentity expiring(Duration validity) {
        return OpenPgpKeys.generate(KeyParameters.withoutName(now).validFor(validity));
    }

    @Override
    public CipherIdentity needingCopies(String userId) {
        return CopyKeys.generate(now, userId);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public int chunkSize() {
        return 1 << 18;
    }
}
