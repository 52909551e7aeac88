package org.pcim.cipher;

import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/**
 * Encrypts one version of a study: one session key for all its messages.
 *
 * <p>Safe for use by many threads. Closing wipes the session key.
 */
public interface StudyEncryptor extends MessageEncryptor {

    /** The session key wrapped for the patient; it leads every message. */
    KeyCapsule capsule();

    /** The session key's check. */
    Digest keyCheck(KeyCheck binding);
}
