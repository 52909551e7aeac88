package org.pcim.cipher;

import java.util.List;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/**
 * An OpenPGP certificate that a cipher has validated. It says nothing about whose it is.
 *
 * <p>Immutable.
 */
public interface RecipientCertificate {

    /** Its packets, as they were published. */
    Bytes encoded();

    /** SHA-256 of {@link #encoded()}. */
    Digest hash();

    /** The fingerprint of its primary key (RFC 9580, 5.5.4), in upper-case hexadecimal. */
    String fingerprint();

    /** Its User IDs; none for a patient. */
    List<String> userIds();

    /** How images can be shared with it. */
    ShareMode shareMode();
}
