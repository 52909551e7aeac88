package org.pcim.crypto.internal;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.MessageKey;
import org.pcim.model.Digest;

/**
 * The 32 bytes under which all messages of one version of a study are encrypted (AES-256); or those of a sealed text, which
 * can be 16 (AES-128).
 *
 * <p>Safe for use by many threads. Closing wipes it; whatever uses it afterwards throws {@link IllegalStateException}.
 */
public final class SessionKey implements AutoCloseable {

    /** The length in bytes, but for some sealed texts. */
    public static final int LENGTH = 32;

    private static final int SHORT_LENGTH = 16;

    private final byte[] key;
    private boolean closed;

    private SessionKey(byte[] key) {
        this.key = key;
    }

    /** A fresh random one. */
    public static SessionKey random(SecureRandom random) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        return new SessionKey(key);
    }

    /** The session key with these 16 or 32 bytes, which it takes over and will wipe. */
    public static SessionKey takeOver(byte[] key) {
        if (key.length != LENGTH && key.length != SHORT_LENGTH) {
            throw new IllegalArgumentException("A session key has 16 or 32 bytes, not " + key.length);
        }
        return new SessionKey(key);
    }

    /** The length in bytes. */
    public int length() {
        return key.length;
    }

    /** What a session key does with its bytes, which are wiped afterwards. */
    @FunctionalInterface
    public interface Use<T, E extends Exception> {
        /** Uses the bytes, keeping none. */
        T with(byte[] key) throws E;
    }

    /** Lends a copy of the bytes, for wrapping them. */
    public <T, E extends Exception> T lend(Use<T, E> use) throws E {
        byte[] copy = copy();
        try {
            return use.with(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** The key and the nonces' prefix of one message, whose cipher takes keys of this length (RFC 9580, 5.13.2). */
    public MessageKey messageKey(SeipdHeader header) {
        AeadSuite suite = header.suite();
        if (key.length != suite.keyLength()) {
            throw new IllegalArgumentException(suite + " takes no session key of " + key.length + " bytes");
        }
        byte[] derived =
                lend(copy -> Hkdf.sha256(copy, header.salt(), header.associatedData(), suite.messageKeyLength()));
        try {
            return MessageKey.of(derived);
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    /** This session key's check. */
    public Digest check(KeyCheck binding) {
        return Digest.of(lend(copy -> Hkdf.sha256(copy, binding.salt(), binding.info(), Digest.LENGTH)));
    }

    /** Whether this is the session key that the check is of, in constant time. */
    public boolean matches(KeyCheck binding, Digest expected) {
        return MessageDigest.isEqual(check(binding).toByteArray(), expected.toByteArray());
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(key, (byte) 0);
    }

    private synchronized byte[] copy() {
        if (closed) {
            throw new IllegalStateException("The session key was closed");
        }
        return key.clone();
    }
}
