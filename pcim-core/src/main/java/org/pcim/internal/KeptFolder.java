package org.pcim.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pcim.error.InputException;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Address;
import org.pcim.model.ImageId;

/**
 * The folder in which a client keeps what it had of the ledger: {@code images/IMAGE/PARTICIPANT.json} and
 * {@code certificates/OWNER/SEQUENCE.json}. Nothing in it is secret, and nothing in it is believed without being verified
 * as the ledger's answers are.
 */
final class KeptFolder {

    private static final int MAX_LENGTH = 128 * 1024;
    private static final String ENDING = ".json";

    private final Path images;
    private final Path certificates;

    KeptFolder(Path folder) {
        this.images = folder.resolve("images");
        this.certificates = folder.resolve("certificates");
    }

    Optional<KeptImage> image(ImageId image, Address participant) {
        return read(of(image).resolve(participant + ENDING), KeptImage::fromJson);
    }

    /** What is kept of an image for whomever. */
    List<KeptImage> images(ImageId image) {
        return readAll(of(image), KeptImage::fromJson);
    }

    /** The kept certificates of an owner, oldest first. */
    List<RecordedCertificate> certificates(Address owner) {
        return readAll(of(owner), KeptCertificate::fromJson).stream()
                .sorted(Comparator.comparingLong(kept -> kept.published().sequence()))
                .toList();
    }

    void keep(KeptImage kept) throws IOException {
        write(of(kept.image().id()), kept.participant() + ENDING, kept.toJson());
    }

    void keep(RecordedCertificate certificate) throws IOException {
        PublishedCertificate published = certificate.published();
        write(of(published.owner()), published.sequence() + ENDING, KeptCertificate.toJson(certificate));
    }

    private Path of(ImageId image) {
        return images.resolve(image.digest().toHex());
    }

    private Path of(Address owner) {
        return certificates.resolve(owner.toString());
    }

    private static void write(Path folder, String name, byte[] json) throws IOException {
        Path file = folder.resolve(name);
        boolean same = OwnerFile.read(file, MAX_LENGTH)
                .filter(kept -> Arrays.equals(kept, json))
                .isPresent();
        if (!same) {
            OwnerFile.createFolder(folder);
            OwnerFile.replace(file, json);
        }
    }

    private static <T> List<T> readAll(Path folder, Function<byte[], T> form) {
        List<T> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                read(file, form).ifPresent(all::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return all;
    }

    private static <T> Optional<T> read(Path file, Function<byte[], T> form) {
        try {
            return OwnerFile.read(file, MAX_LENGTH).map(form);
        } catch (InputException e) {
            throw new InputException(
                    "read kept file",
                    file.toString(),
                    "it is broken; restore it, or delete it and open the image with a node that has its events",
                    e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InputException unreadable(Path file, IOException cause) {
        return new InputException(
                "read kept file", file.toString(), "the file system refuses it: " + cause.getMessage(), cause);
    }
}
