package org.pcim.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.content.UnixFsReader;
import org.pcim.error.InputException;
import org.pcim.error.StoreException;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.LedgerId;

/**
 * A study in a store whose manifest is the one that the ledger names and the radiologist signed.
 *
 * @param statement what the images are
 * @param layout where they lie
 * @param root the entries of the root
 */
record GenuineStudy(Statement statement, Layout layout, Map<String, Cid> root) {

    private static final String ACTION = "read image";

    /**
     * Reads the root and the manifest, and refuses the study unless both signatures, the statement's hash, the ledger, the
     * version and the patient are right.
     *
     * @param radiologist the certificate that the attestation names, valid at registration
     */
    static GenuineStudy open(
            ImageRecord image,
            LedgerId ledger,
            UnixFsReader content,
            StudyDecryptor decryptor,
            ImageCipher cipher,
            RecipientCertificate radiologist) {
        Attestation attestation = image.attestation();
        Map<String, Cid> root = content.directory(image.root());
        Cid message = root.get(StudyPaths.MANIFEST);
        if (message == null) {
            throw refused(image, "it has no manifest");
        }
        try {
            Manifest manifest =
                    Manifest.read(decrypt(content.file(message, MessageSize.atMost(Manifest.MAX_LENGTH)), decryptor));
            if (!manifest.statementHash().equals(attestation.statement())) {
                throw refused(image, "its statement is not the one that the radiologist attested to");
            }
            cipher.verify(manifest.statement(), manifest.statementSignature(), radiologist, image.registered());
            cipher.verify(manifest.layout(), manifest.layoutSignature(), radiologist, image.registered());
            Statement statement = Statement.fromJson(manifest.statement());
            Layout layout = Layout.fromJson(manifest.layout());
            boolean belongs = layout.statement().equals(attestation.statement())
                    && layout.ledger().equals(ledger)
                    && layout.version() == image.version()
                    && layout.files().size() == statement.instances().size()
                    && statement.patient().equals(attestation.patient());
            if (!belongs) {
                throw refused(image, "its layout belongs to another image or version");
            }
            return new GenuineStudy(statement, layout, root);
        } catch (InputException e) {
            throw new StoreException(ACTION, image.id().toString(), "its manifest is not of the format", false, e);
        }
    }

    private static byte[] decrypt(InputStream message, StudyDecryptor decryptor) {
        try (InputStream plaintext = decryptor.decrypt(message)) {
            byte[] manifest = plaintext.readNBytes(Manifest.MAX_LENGTH + 1);
            if (manifest.length > Manifest.MAX_LENGTH) {
                throw new InputException("read manifest", "", "it is longer than 32 MiB");
            }
            return manifest;
        } catch (IOException e) {
            throw new IllegalStateException("Decrypting from memory failed", e);
        }
    }

    private static StoreException refused(ImageRecord image, String reason) {
        return new StoreException(ACTION, image.id().toString(), reason, false);
    }
}
