package org.pcim.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;

/** An unlocked OpenPGP key, and keys that its owner had before, which open and do nothing else. */
final class OpenPgpIdentity implements CipherIdentity {

    private final OpenPgpCertificate certificate;
    private final List<SecretPart> parts;
    private final List<SecretPart> former;

    OpenPgpIdentity(OpenPgpCertificate certificate, List<SecretPart> parts) {
        this(certificate, parts, List.of());
    }

    private OpenPgpIdentity(OpenPgpCertificate certificate, List<SecretPart> parts, List<SecretPart> former) {
        this.certificate = certificate;
        this.parts = List.copyOf(parts);
        this.former = List.copyOf(former);
    }

    /** This one, which takes over what others open. */
    OpenPgpIdentity withFormer(List<OpenPgpIdentity> others) {
        List<SecretPart> all = new ArrayList<>(former);
        others.forEach(other -> all.addAll(other.opening()));
        return new OpenPgpIdentity(certificate, parts, all);
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

    /** The key itself: the primary key first, then the subkeys. */
    List<SecretPart> parts() {
        return parts;
    }

    /** What may open a message: the key itself, then those before. */
    List<SecretPart> opening() {
        return Stream.concat(parts.stream(), former.stream()).toList();
    }

    @Override
    public void close() {
        opening().forEach(SecretPart::close);
    }

    /** The fingerprint of its certificate. */
    @Override
    public String toString() {
        return certificate.fingerprint();
    }
}
