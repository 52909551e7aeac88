package org.pcim.study;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.ImageId;

/**
 * A study as it was verified, decrypted and written to a folder.
 *
 * @param image the image
 * @param version the number of its version, from 1
 * @param folder where its instances lie
 * @param description the radiologist's free text
 * @param date when the radiologist attested to it
 * @param radiologist who vouches for it
 * @param revocation that the radiologist has revoked the certificate that signed it; to be shown where the study is
 * @param instances the instances, in the study's order
 */
public record RetrievedStudy(
        ImageId image,
        int version,
        Path folder,
        String description,
        Instant date,
        Address radiologist,
        Optional<SignerRevocation> revocation,
        List<RetrievedInstance> instances) {

    /** Copies the list. */
    public RetrievedStudy {
        instances = List.copyOf(instances);
    }

    /**
     * One instance.
     *
     * @param name its name in the study
     * @param file where it lies
     * @param size its number of bytes
     * @param sopInstanceUid its SOP Instance UID, if the radiologist stated it
     */
    public record RetrievedInstance(
            String name, Path file, long size, @Nullable String sopInstanceUid) {}
}
