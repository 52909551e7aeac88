package org.pcim.crypto;

import java.util.List;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;

/** An unlocked OpenPGP key: the primary key first, then the subkeys. */
final class OpenPgpIdentity implements CipherIdentity {

    private final OpenPgpCertificate certificate;
    private final List<SecretPart> parts;

    OpenPgpIdentity(OpenPgpCertificate certificate, List<SecretPart> parts) {
        this.certificate = certificate;
        this.parts = List.copyOf(parts);
    }

    /** The one that a caller passed in, if {@link OpenPgpKeys} made it. */
    static OpenPgpIdentity of(CipherIdentity identity) {
        if (identity instanceof OpenPgpIdentity own) {
            return own;
        }
        throw new IllegalArgumentException("The identity was not made by OpenPgpKeys");
    }

    @Override
    public RecipientCertificate certificate() {
        return certificate;
    }

    OpenPgpCertificate ownCertificate() {
        return certificate;
    }

    List<SecretPart> parts() {
        return parts;
    }

    @Override
    public void close() {
        parts.forEach(SecretPart::close);
    }

    /** The fingerprint of its certificate. */
    @Override
    public String toString() {
        return certificate.fingerprint();
    }
}
