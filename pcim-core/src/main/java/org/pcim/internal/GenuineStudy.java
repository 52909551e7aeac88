package org.pcim.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.content.UnixFsReader;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.error.StoreException;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.study.SignerRevocation;

/**
 * A study in a store whose manifest is the one that the ledger names and its makers signed.
 *
 * <p>Closing wipes the keys of kept messages.
 *
 * @param manifest as it was signed
 * @param statement what the images are
 * @param layout where they lie
 * @param root the entries of the root
 * @param revocation that the radiologist has revoked the certificate that signed it
 */
record GenuineStudy(
        Manifest manifest,
        Statement statement,
        Layout layout,
        Map<String, Cid> root,
        Optional<SignerRevocation> revocation)
        implements AutoCloseable {

    private static final String ACTION = "read image";

    /**
     * The content of an image's current version.
     *
     * @param image the image
     * @param root the root of the version, or of a copy of it
     * @param layoutSigned the time at which the patient's certificate has to have been valid if the patient made this;
     *     null if the radiologist did
     */
    record Source(ImageRecord image, Cid root, @Nullable Instant layoutSigned) {

        /** The version itself. */
        static Source version(ImageRecord image) {
            ImageRecord.Rotation rotation = image.rotation();
            return new Source(image, image.root(), rotation == null ? null : rotation.time());
        }

        /** A copy that the patient made for one requester. */
        static Source copy(ImageRecord image, Cid root, Instant now) {
            return new Source(image, root, now);
        }

        /** The image in the layout: a radiologist's first version was signed before its root was known. */
        private @Nullable ImageId expectedImage() {
            return image.version() == 1 && layoutSigned == null ? null : image.id();
        }

        private StoreException refused(String reason) {
            return new StoreException(ACTION, image.id().toString(), reason, false);
        }
    }

    /**
     * Reads the root and the manifest, and refuses the study unless both signatures, the statement's hash, the ledger, the
     * image, the version and the patient are right. That a patient has revoked the certificate that signed a layout says
     * nothing about the study: what lies where it says is compared with the radiologist's statement.
     */
    static GenuineStudy open(ClientServices services, Source source, UnixFsReader content, MessageDecryptor decryptor) {
        Map<String, Cid> root = content.directory(source.root);
        Cid message = root.get(StudyPaths.MANIFEST);
        if (message == null) {
            throw source.refused("it has no manifest");
        }
        try {
            Manifest manifest =
                    Manifest.read(decrypt(content.file(message, MessageSize.atMost(Manifest.MAX_LENGTH)), decryptor));
            CertificateDirectory.Signer radiologist = radiologist(services, source.image);
            Optional<SignerRevocation> revocation = revocation(source.image, radiologist);
            verifyStatement(services, source, manifest, radiologist.certificate());
            Statement statement = Statement.fromJson(manifest.statement());
            Layout layout = Layout.fromJson(manifest.layout());
            verifyLayout(services, source, manifest, layout, radiologist.certificate());
            Attestation attestation = source.image.attestation();
            boolean belongs = layout.statement().equals(attestation.statement())
                    && layout.ledger().equals(services.ledger().id())
                    && Objects.equals(layout.image(), source.expectedImage())
                    && layout.version() == source.image.version()
                    && layout.files().size() == statement.instances().size()
                    && statement.patient().equals(attestation.patient());
            if (!belongs) {
                throw source.refused("its layout belongs to another image or version");
            }
            return new GenuineStudy(manifest, statement, layout, root, revocation);
        } catch (InputException e) {
            throw new StoreException(
                    ACTION, source.image.id().toString(), "its manifest is not of the format", false, e);
        }
    }

    @Override
    public void close() {
        layout.close();
    }

    private static void verifyStatement(
            ClientServices services, Source source, Manifest manifest, RecipientCertificate radiologist) {
        ImageRecord image = source.image;
        if (!manifest.statementHash().equals(image.attestation().statement())) {
            throw source.refused("its statement is not the one that the radiologist attested to");
        }
        services.cipher().verify(manifest.statement(), manifest.statementSignature(), radiologist, image.registered());
    }

    private static void verifyLayout(
            ClientServices services,
            Source source,
            Manifest manifest,
            Layout layout,
            RecipientCertificate radiologist) {
        ImageRecord image = source.image;
        Digest patientCertificate = layout.patientCertificate();
        boolean isPatients = patientCertificate != null;
        if (isPatients != (source.layoutSigned != null)
                || (isPatients && !layout.keptKeys().isEmpty())) {
            throw source.refused("its layout is not signed by whoever made this version");
        }
        if (patientCertificate == null || source.layoutSigned == null) {
            services.cipher().verify(manifest.layout(), manifest.layoutSignature(), radiologist, image.registered());
            return;
        }
        Address patient = image.patient();
        RecipientCertificate certificate = services.certificates()
                .signer(patient, patientCertificate, source.layoutSigned)
                .certificate();
        services.cipher().verify(manifest.layout(), manifest.layoutSignature(), certificate, source.layoutSigned);
    }

    private static CertificateDirectory.Signer radiologist(ClientServices services, ImageRecord image) {
        Attestation attestation = image.attestation();
        return services.certificates()
                .signer(attestation.radiologist(), attestation.radiologistCertificate(), image.registered());
    }

    /** Refuses what nobody vouches for: that was registered when its signer had disowned the key already. */
    private static Optional<SignerRevocation> revocation(ImageRecord image, CertificateDirectory.Signer radiologist) {
        return radiologist.revocation().map(found -> {
            Instant published = found.recorded().time();
            if (found.doubtsEarlierSignatures() && published.isBefore(image.registered())) {
                throw new CipherException(
                        ACTION,
                        image.id().toString(),
                        "its radiologist had revoked the certificate that signed it ("
                                + found.revocation().reason() + ", at " + published
                                + ") before it was registered; the radiologist deposits it anew");
            }
            return new SignerRevocation(found.revocation(), image.registered(), published);
        });
    }

    private static byte[] decrypt(InputStream message, MessageDecryptor decryptor) {
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
}
