package org.pcim.crypto;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyGenerator;
import org.bouncycastle.openpgp.api.SignatureParameters;
import org.bouncycastle.openpgp.operator.PGPKeyPairGenerator;
import org.pcim.model.Bytes;

/** Keys as GnuPG makes them by default since 2.3: version 4, Ed25519 and Curve25519 in their legacy forms. */
final class CopyKeys {

    private CopyKeys() {}

    static OpenPgpIdentity generate(Instant created, String userId) {
        try {
            OpenPGPKey key = new OpenPGPKeyGenerator(
                            BouncyCastle.IMPLEMENTATION, PublicKeyPacket.VERSION_4, true, Date.from(created))
                    .withPrimaryKey(
                            PGPKeyPairGenerator::generateLegacyEd25519KeyPair,
                            SignatureParameters.Callback.Util.modifyHashedSubpackets(CopyKeys::announceMdc))
                    .addUserId(userId, SignatureParameters.Callback.Util.modifyHashedSubpackets(CopyKeys::announceMdc))
                    .addSigningSubkey(PGPKeyPairGenerator::generateLegacyEd25519KeyPair)
                    .addEncryptionSubkey(PGPKeyPairGenerator::generateLegacyX25519KeyPair)
                    .build();
            List<SecretPart> parts = new ArrayList<>();
            for (PGPSecretKey part : key.getPGPSecretKeyRing()) {
                parts.add(new SecretPart(part.getPublicKey(), part.extractPrivateKey(null)));
            }
            byte[] certificate = key.getPGPPublicKeyRing().getEncoded(PacketFormat.CURRENT);
            return new OpenPgpIdentity(OpenPgpCertificate.own(Bytes.of(certificate)), parts);
        } catch (PGPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PGPSignatureSubpacketGenerator announceMdc(PGPSignatureSubpacketGenerator subpackets) {
        subpackets.removePacketsOfType(SignatureSubpacketTags.FEATURES);
        subpackets.setFeature(false, Features.FEATURE_MODIFICATION_DETECTION);
        return subpackets;
    }
}
