package org.pcim.cipher;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/**
 * What a session key's check is bound to: HKDF-SHA256 (RFC 5869) of the session key with this salt and this info, 32
 * bytes, stands in the attestation and on the ledger.
 *
 * <p>Whoever unwraps a capsule compares it before the key is used, so that nobody can have a patient re-wrap the key of
 * another study: the patient's capsule of any study lies in the open in front of its messages.
 *
 * @param statement SHA-256 of the study's statement, which holds a random study id
 * @param ledger the ledger
 * @param patient the patient
 * @param author who made this version: the radiologist, or the patient at a rotation
 * @param version the number of the version, from 1
 */
public record KeyCheck(Digest statement, LedgerId ledger, Address patient, Address author, int version) {

    private static final byte[] LABEL = "PCIM key check v1".getBytes(StandardCharsets.US_ASCII);

    /** The salt of HKDF: the statement's hash. */
    public byte[] salt() {
        return statement.toByteArray();
    }

    /**
     * The info of HKDF: the label {@code PCIM key check v1}, patient (20 bytes), author (20 bytes), version (4 bytes, big
     * endian), and the ledger id's text in ASCII.
     */
    public byte[] info() {
        byte[] ledgerId = ledger.text().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(LABEL.length + 2 * Address.LENGTH + Integer.BYTES + ledgerId.length)
                .put(LABEL)
                .put(patient.toByteArray())
                .put(author.toByteArray())
                .putInt(version)
                .put(ledgerId)
                .array();
    }
}
