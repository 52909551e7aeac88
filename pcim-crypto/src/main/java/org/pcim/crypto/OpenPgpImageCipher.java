package org.pcim.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pcim.cipher.CertificateRevocation;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.RevocationReason;
import org.pcim.cipher.ShareMode;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.crypto.internal.AeadSuite;
import org.pcim.crypto.internal.MalformedMessageException;
import org.pcim.crypto.internal.MessageInputStream;
import org.pcim.crypto.internal.MessageOutputStream;
import org.pcim.crypto.internal.Pkesk;
import org.pcim.crypto.internal.SessionKey;
import org.pcim.crypto.internal.SessionKeys;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/**
 * The image cipher in OpenPGP (RFC 9580).
 *
 * <p>A message is one or more version 6 PKESKs with wildcard recipients, then one SEIPD packet of version 2: AES-256-GCM
 * in chunks of 256 KiB under a fresh salt, around one literal without a name. Any program that knows RFC 9580 opens it
 * with the recipient's key. A capsule is such a PKESK alone, 78 bytes for X25519; a signature is one detached signature
 * packet of the version of its key. Messages of any other form are refused, also where RFC 9580 allows them; only a text that another
 * program has sealed may also be encrypted with AES-128 or in OCB, which every such program can write (9.3, 9.6).
 *
 * <p>Certificates of version 6 and 4 are taken: of Ed25519 and X25519, of RSA from 2048 bits on, and of elliptic curves as
 * GnuPG makes them. Those that do not announce SEIPD version 2 have {@link ShareMode#COPY}: a copy's message is a version 3
 * PKESK without a key id, then one SEIPD packet of version 1 with AES-256, which GnuPG opens; and so is a text if one of its
 * readers needs that. Self-signatures with SHA-1 are refused. Identities come from {@link OpenPgpKeys}.
 *
 * <p>A signature's own creation time is a claim of its maker and decides nothing, with one exception: the key has to be
 * valid then as well if it is later than the time in question. So a signature is not refused because the maker's clock is
 * ahead of the ledger's, and an expired or revoked key gains nothing by dating back.
 *
 * <p>Memory: up to 0.7 MB for each message that is being written or read, whatever its size.
 *
 * <p>Safe for use by many threads; a single stream is not.
 */
public final class OpenPgpImageCipher implements ImageCipher {

    /** The most readers that a text can be sealed to. */
    public static final int MAX_READERS = 64;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Signs with the system's time. */
    public OpenPgpImageCipher() {
        this(Clock.systemUTC());
    }

    /** Signs with this clock's time. */
    public OpenPgpImageCipher(Clock clock) {
        this.clock = clock;
    }

    @Override
    public RecipientCertificate certificate(Bytes published, Instant at) {
        return OpenPgpCertificate.valid(published, at);
    }

    @Override
    public Optional<CertificateRevocation> revocation(Bytes published) {
        return OpenPgpCertificate.revocation(published);
    }

    /** {@inheritDoc} It is the whole certificate, so that other programs take it too. */
    @Override
    public Bytes revoke(CipherIdentity me, RevocationReason reason) {
        return KeyRevocation.revoke(OpenPgpIdentity.of(me), reason, clock.instant());
    }

    @Override
    public StudyEncryptor encrypt(RecipientCertificate patient) {
        return new OpenPgpStudyEncryptor(OpenPgpCertificate.of(patient), random);
    }

    @Override
    public StudyDecryptor open(KeyCapsule own, CipherIdentity me, KeyCheck binding, Digest expected) {
        return new OpenPgpStudyDecryptor(unwrap("open", own, me, binding, expected));
    }

    @Override
    public KeyCapsule rewrap(
            KeyCapsule own, CipherIdentity me, KeyCheck binding, Digest expected, RecipientCertificate recipient) {
        OpenPgpCertificate to = OpenPgpCertificate.of(recipient);
        try (SessionKey sessionKey = unwrap("re-wrap", own, me, binding, expected)) {
            return new KeyCapsule(SessionKeyWrapping.wrap(sessionKey, to));
        }
    }

    @Override
    public MessageEncryptor encryptCopy(RecipientCertificate requester) {
        OpenPgpCertificate to = OpenPgpCertificate.of(requester);
        if (to.shareMode() != ShareMode.COPY) {
            throw new CipherException(
                    "copy an image for",
                    to.fingerprint(),
                    "this certificate takes a re-wrapped key, so it needs no copy");
        }
        return new OpenPgpCopyEncryptor(to, random);
    }

    @Override
    public MessageDecryptor openCopy(CipherIdentity me) {
        OpenPgpIdentity own = OpenPgpIdentity.of(me);
        if (own.certificate().shareMode() != ShareMode.COPY) {
            throw new CipherException(
                    "open a copy as",
                    own.certificate().fingerprint(),
                    "copies are made only for certificates that cannot take a re-wrapped key");
        }
        return new OpenPgpCopyDecryptor(own);
    }

    @Override
    public Bytes sign(byte[] data, CipherIdentity signer) {
        return DetachedSignatures.sign(data, OpenPgpIdentity.of(signer), clock.instant());
    }

    @Override
    public void verify(byte[] data, Bytes signature, RecipientCertificate signer, Instant at) {
        DetachedSignatures.verify(data, signature, OpenPgpCertificate.of(signer), at);
    }

    /** {@inheritDoc} They are 1 to {@link #MAX_READERS}. */
    @Override
    public Bytes seal(byte[] text, List<RecipientCertificate> readers) {
        if (readers.isEmpty() || readers.size() > MAX_READERS) {
            throw new IllegalArgumentException("A text is sealed to 1 to 64 readers, not to " + readers.size());
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (SessionKey sessionKey = SessionKey.random(random)) {
            try (OutputStream sealing = sealing(readers, sessionKey, message)) {
                sealing.write(text);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        }
        return Bytes.of(message.toByteArray());
    }

    /** SEIPD version 2 if every reader can take it; if not, version 1, the readers who need it in front. */
    private OutputStream sealing(List<RecipientCertificate> readers, SessionKey sessionKey, OutputStream message) {
        List<OpenPgpCertificate> own =
                readers.stream().map(OpenPgpCertificate::of).toList();
        if (own.stream().allMatch(reader -> reader.shareMode() == ShareMode.REWRAP)) {
            List<Bytes> pkesks = own.stream()
                    .map(reader -> SessionKeyWrapping.wrap(sessionKey, reader))
                    .toList();
            return MessageOutputStream.of(pkesks, sessionKey, random, message);
        }
        List<Bytes> pkesks = own.stream()
                .sorted(Comparator.comparing(OpenPgpCertificate::shareMode).reversed())
                .map(reader -> CopyKeyWrapping.wrap(sessionKey, reader))
                .toList();
        return MessageOutputStream.ofCopy(pkesks, sessionKey, random, message);
    }

    @Override
    public byte[] unseal(Bytes sealed, CipherIdentity reader, int maxLength) {
        OpenPgpIdentity me = OpenPgpIdentity.of(reader);
        List<SessionKey> opened = new ArrayList<>();
        try (InputStream unsealing = unsealing(sealed, me, opened)) {
            byte[] text = unsealing.readNBytes(maxLength);
            if (unsealing.read() >= 0) {
                Arrays.fill(text, (byte) 0);
                throw new CipherException("unseal", "text", "it is longer than " + maxLength + " bytes");
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory failed", e);
        } finally {
            opened.forEach(SessionKey::close);
        }
    }

    private static InputStream unsealing(Bytes sealed, OpenPgpIdentity me, List<SessionKey> opened) {
        InputStream message = new ByteArrayInputStream(sealed.toByteArray());
        SessionKeys sessionKeys = pkesks -> {
            opened.add(SessionKeyWrapping.unwrap(pkesks, me, "unseal", "text"));
            return opened.get(0);
        };
        return Pkesk.leadsCopy(sealed)
                ? MessageInputStream.ofCopy(message, sessionKeys)
                : new MessageInputStream(message, AeadSuite.OF_TEXTS, sessionKeys);
    }

    /** Nothing is done with a session key that is not the one the ledger knows. */
    private static SessionKey unwrap(
            String action, KeyCapsule own, CipherIdentity me, KeyCheck binding, Digest expected) {
        OpenPgpIdentity identity = OpenPgpIdentity.of(me);
        if (identity.certificate().shareMode() != ShareMode.REWRAP) {
            throw new CipherException(
                    action,
                    "key capsule",
                    "the certificate of this identity (" + identity
                            + ") cannot take SEIPD version 2 (RFC 9580), so it has a copy instead of a capsule");
        }
        Pkesk pkesk;
        try {
            pkesk = Pkesk.only(own.bytes());
        } catch (MalformedMessageException e) {
            throw new CipherException(action, "key capsule", String.valueOf(e.getMessage()), e);
        }
        SessionKey sessionKey = SessionKeyWrapping.unwrap(List.of(pkesk), identity, action, "key capsule");
        if (sessionKey.length() != SessionKey.LENGTH) {
            sessionKey.close();
            throw new CipherException(action, "key capsule", "what it holds is not the key of an image");
        }
        if (!sessionKey.matches(binding, expected)) {
            sessionKey.close();
            throw new CipherException(
                    action, "key capsule", "it holds the key of another image or version than the ledger names");
        }
        return sessionKey;
    }
}
