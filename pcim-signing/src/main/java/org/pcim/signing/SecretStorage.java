package org.pcim.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The JSON of Web3 Secret Storage, version 3: AES-128-CTR under a key from scrypt or PBKDF2, with a Keccak-256 MAC. */
final class SecretStorage {

    static final String READ = "read ledger key";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final HexFormat HEX = HexFormat.of();
    private static final int DERIVED_LENGTH = 32;
    private static final int AES_KEY_LENGTH = 16;
    private static final int IV_LENGTH = 16;
    private static final int MAC_LENGTH = 32;
    private static final int SALT_LENGTH = 32;
    private static final int MAX_SALT_LENGTH = 1024;
    private static final int MAX_PBKDF2_ROUNDS = 10_000_000;

    private SecretStorage() {}

    static byte[] lock(LedgerKey key, byte[] passphrase, ScryptCost cost) {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_LENGTH];
        byte[] iv = new byte[IV_LENGTH];
        random.nextBytes(salt);
        random.nextBytes(iv);
        byte[] derived = new byte[0];
        byte[] secret = key.secret();
        try {
            derived = Scrypt.derive(passphrase, salt, cost, DERIVED_LENGTH);
            byte[] ciphertext = aesCtr(derived, iv, secret);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            try (JsonGenerator json = FACTORY.createGenerator(file)) {
                json.writeStartObject();
                json.writeStringField("address", key.address().bytes().toHex());
                json.writeObjectFieldStart("crypto");
                json.writeStringField("cipher", "aes-128-ctr");
                json.writeStringField("ciphertext", HEX.formatHex(ciphertext));
                json.writeObjectFieldStart("cipherparams");
                json.writeStringField("iv", HEX.formatHex(iv));
                json.writeEndObject();
                json.writeStringField("kdf", "scrypt");
                json.writeObjectFieldStart("kdfparams");
                json.writeNumberField("dklen", DERIVED_LENGTH);
                json.writeNumberField("n", cost.n());
                json.writeNumberField("p", cost.p());
                json.writeNumberField("r", cost.r());
                json.writeStringField("salt", HEX.formatHex(salt));
                json.writeEndObject();
                json.writeStringField("mac", HEX.formatHex(mac(derived, ciphertext)));
                json.writeEndObject();
                json.writeStringField("id", UUID.randomUUID().toString());
                json.writeNumberField("version", 3);
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException("Writing into memory failed", e);
            }
            return file.toByteArray();
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    static LedgerKey unlock(byte[] json, byte[] passphrase, String file) {
        SecretStorageFields fields = SecretStorageFields.parse(json, file);
        fields.require("version", "3");
        fields.require("crypto.cipher", "aes-128-ctr");
        byte[] ciphertext = fields.bytes("crypto.ciphertext", Secp256k1.LENGTH, Secp256k1.LENGTH);
        byte[] iv = fields.bytes("crypto.cipherparams.iv", IV_LENGTH, IV_LENGTH);
        byte[] mac = fields.bytes("crypto.mac", MAC_LENGTH, MAC_LENGTH);
        byte[] derived = derive(fields, passphrase, file);
        byte[] secret = new byte[0];
        try {
            if (!MessageDigest.isEqual(mac, mac(derived, ciphertext))) {
                throw fields.refused("the passphrase is wrong, or the file was changed");
            }
            secret = aesCtr(derived, iv, ciphertext);
            return key(secret, fields);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    /** Everything is judged before anything is computed or allocated by it. */
    private static byte[] derive(SecretStorageFields fields, byte[] passphrase, String file) {
        byte[] salt = fields.bytes("crypto.kdfparams.salt", 1, MAX_SALT_LENGTH);
        fields.require("crypto.kdfparams.dklen", String.valueOf(DERIVED_LENGTH));
        switch (fields.text("crypto.kdf")) {
            case "scrypt" -> {
                ScryptCost cost = scryptCost(fields).within(READ, file);
                return Scrypt.derive(passphrase, salt, cost, DERIVED_LENGTH);
            }
            case "pbkdf2" -> {
                fields.require("crypto.kdfparams.prf", "hmac-sha256");
                long rounds = fields.number("crypto.kdfparams.c");
                if (rounds < 1 || rounds > MAX_PBKDF2_ROUNDS) {
                    throw fields.refused("its field crypto.kdfparams.c is not between 1 and " + MAX_PBKDF2_ROUNDS);
                }
                return Scrypt.pbkdf2(passphrase, salt, (int) rounds, DERIVED_LENGTH);
            }
            default -> throw fields.refused("its field crypto.kdf is neither scrypt nor pbkdf2");
        }
    }

    private static ScryptCost scryptCost(SecretStorageFields fields) {
        long n = fields.number("crypto.kdfparams.n");
        long r = fields.number("crypto.kdfparams.r");
        long p = fields.number("crypto.kdfparams.p");
        if (!ScryptCost.isSound(n, r, p)) {
            throw fields.refused("its scrypt parameters are none, or take more than 512 MiB (128 * n * r bytes): n=" + n
                    + ", r=" + r + ", p=" + p);
        }
        return new ScryptCost((int) n, (int) r, (int) p);
    }

    private static LedgerKey key(byte[] secret, SecretStorageFields fields) {
        LedgerKey key;
        try {
            key = LedgerKey.ofSecret(secret);
        } catch (IllegalArgumentException e) {
            throw fields.refused("what it holds is no secret key of secp256k1");
        }
        String address = fields.optional("address");
        String own = key.address().bytes().toHex();
        if (address != null && !address.equalsIgnoreCase(own) && !address.equalsIgnoreCase("0x" + own)) {
            key.close();
            throw fields.refused("its address is not that of its key");
        }
        return key;
    }

    private static byte[] aesCtr(byte[] derived, byte[] iv, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, 0, AES_KEY_LENGTH, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no AES/CTR", e);
        }
    }

    private static byte[] mac(byte[] derived, byte[] ciphertext) {
        byte[] macKey = Arrays.copyOfRange(derived, AES_KEY_LENGTH, DERIVED_LENGTH);
        try {
            return Keccak256.hash(macKey, ciphertext);
        } finally {
            Arrays.fill(macKey, (byte) 0);
        }
    }
}
