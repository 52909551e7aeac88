package org.pcim.model;

/**
 * What a radiologist hands to the patient after a deposit, so that the patient can register the image.
 *
 * <p>It opens nothing for anybody but the patient, and counts on one ledger only.
 *
 * @param attestation what the radiologist attests to
 * @param attestationSignature the signature of the radiologist's ledger key over it (EIP-712)
 * @param patientCapsule the study's session key, wrapped for the patient; the attestation's key check covers it
 */
public record Receipt(Attestation attestation, Signature attestationSignature, KeyCapsule patientCapsule) {

    /** The image that it registers. */
    public ImageId image() {
        return attestation.image();
    }

    /**
     * The receipt as strict JSON in UTF-8, indented, as docs/format.md describes it.
     */
    public byte[] toJson() {
        return ReceiptJson.write(this);
    }

    /**
     * Reads a receipt: white space outside strings is free, unknown or repeated fields are refused. Signatures are not
     * verified here.
     *
     * @throws org.pcim.error.InputException if this is no receipt of a known format version
     */
    public static Receipt fromJson(byte[] json) {
        return ReceiptJson.read(json);
    }
}
