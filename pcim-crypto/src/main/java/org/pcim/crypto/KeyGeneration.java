package org.pcim.crypto;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.PreferredAEADCiphersuites;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyGenerator;
import org.bouncycastle.openpgp.api.SignatureParameters;
import org.bouncycastle.openpgp.operator.PGPKeyPairGenerator;
import org.pcim.model.Bytes;

/** Makes version 6 keys whose certificate announces what the cipher reads (RFC 9580, 5.2.3). */
final class KeyGeneration {

    private static final int[] REPLACED = {
        SignatureSubpacketTags.KEY_EXPIRE_TIME,
        SignatureSubpacketTags.FEATURES,
        SignatureSubpacketTags.PREFERRED_AEAD_ALGORITHMS,
        SignatureSubpacketTags.PREFERRED_SYM_ALGS,
        SignatureSubpacketTags.PREFERRED_HASH_ALGS,
        SignatureSubpacketTags.PREFERRED_COMP_ALGS
    };

    private KeyGeneration() {}

    static OpenPgpIdentity generate(KeyParameters parameters) {
        return BouncyCastle.call("generate", "key", "the library cannot make it", () -> {
            OpenPGPKey key = build(parameters);
            List<SecretPart> parts = new ArrayList<>();
            for (PGPSecretKey part : key.getPGPSecretKeyRing()) {
                parts.add(new SecretPart(part.getPublicKey(), part.extractPrivateKey(null)));
            }
            byte[] certificate = key.getPGPPublicKeyRing().getEncoded(PacketFormat.CURRENT);
            return new OpenPgpIdentity(OpenPgpCertificate.own(Bytes.of(certificate)), parts);
        });
    }

    private static OpenPGPKey build(KeyParameters parameters) throws PGPException {
        OpenPGPKeyGenerator.WithPrimaryKey key = new OpenPGPKeyGenerator(
                        BouncyCastle.IMPLEMENTATION, true, Date.from(parameters.created()))
                .withPrimaryKey(
                        PGPKeyPairGenerator::generateEd25519KeyPair,
                        SignatureParameters.Callback.Util.modifyHashedSubpackets(
                                subpackets -> announce(subpackets, parameters)))
                .addSigningSubkey(PGPKeyPairGenerator::generateEd25519KeyPair)
                .addEncryptionSubkey(PGPKeyPairGenerator::generateX25519KeyPair);
        for (String userId : parameters.userIds()) {
            key.addUserId(userId);
        }
        return key.build();
    }

    private static PGPSignatureSubpacketGenerator announce(
            PGPSignatureSubpacketGenerator subpackets, KeyParameters parameters) {
        for (int type : REPLACED) {
            subpackets.removePacketsOfType(type);
        }
        parameters.validity().ifPresent(validity -> subpackets.setKeyExpirationTime(true, validity.toSeconds()));
        subpackets.setFeature(false, Features.FEATURE_SEIPD_V2);
        subpackets.setPreferredAEADCiphersuites(PreferredAEADCiphersuites.builder(false)
                .addCombination(SymmetricKeyAlgorithmTags.AES_256, AEADAlgorithmTags.GCM));
        subpackets.setPreferredSymmetricAlgorithms(false, new int[] {SymmetricKeyAlgorithmTags.AES_256});
        subpackets.setPreferredHashAlgorithms(false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA256});
        subpackets.setPreferredCompressionAlgorithms(false, new int[] {CompressionAlgorithmTags.UNCOMPRESSED});
        return subpackets;
    }
}
