package org.pcim.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.pcim.Identity;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.model.Bytes;

/** Stored content in the hands of somebody who can encrypt messages as whoever made it did, and can write to the store. */
abstract class HostileContent implements AutoCloseable {

    final StoredFiles files;
    final ClientWorld world;
    private final MessageEncryptor encryptor;

    HostileContent(ClientWorld world, StoredFiles files, MessageEncryptor encryptor) {
        this.world = world;
        this.files = files;
        this.encryptor = encryptor;
    }

    /** What opens its messages. */
    abstract MessageDecryptor decryptor();

    /** A new message under its session key. */
    byte[] encrypt(byte[] content) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream encrypting = encryptor.encrypt(message)) {
            encrypting.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return message.toByteArray();
    }

    /** What one of its messages says. */
    byte[] decrypt(String path) {
        try (MessageDecryptor decryptor = decryptor();
                InputStream plaintext = decryptor.decrypt(files.open(path))) {
            return plaintext.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of its manifest: statement, signature, layout, signature. */
    String[] manifest() {
        return new String(decrypt(StoredFiles.MANIFEST), StandardCharsets.UTF_8).split("\n");
    }

    /** Puts another manifest in. */
    void putManifest(String... lines) {
        files.put(StoredFiles.MANIFEST, encrypt((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Puts another layout in, signed by somebody. */
    void putLayout(String layout, Identity signer) {
        String[] lines = manifest();
        putManifest(lines[0], lines[1], layout, signature(layout, signer));
    }

    /** A line's signature by somebody, as the manifest has it. */
    String signature(String line, Identity signer) {
        Bytes signature = world.harness.cipher().sign(line.getBytes(StandardCharsets.UTF_8), signer.keys());
        return Base64.getEncoder().encodeToString(signature.toByteArray());
    }

    @Override
    public void close() {
        encryptor.close();
    }
}
