package org.pcim.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;
import org.pcim.error.InputException;

/** The JSON of Web3 Secret Storage, version 3: AES-128-CTR under a key from scrypt or PBKDF2, with a Keccak-256 MAC. */
final class SecretStorage {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final HexFormat HEX = HexFormat.of();
    private static final int DERIVED_LENGTH = 32;
    private static final int AES_KEY_LENGTH = 16;
    private static final int IV_LENGTH = 16;
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
        byte[] derived = SCrypt.generate(passphrase, salt, cost.n(), cost.r(), cost.p(), DERIVED_LENGTH);
        byte[] secret = key.secret();
        try {
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
        try {
            Fields fields = new Fields(flatten(json));
            fields.require("version", "3");
            fields.require("crypto.cipher", "aes-128-ctr");
            byte[] ciphertext = fields.bytes("crypto.ciphertext", Secp256k1.LENGTH, Secp256k1.LENGTH);
            byte[] iv = fields.bytes("crypto.cipherparams.iv", IV_LENGTH, IV_LENGTH);
            byte[] mac = fields.bytes("crypto.mac", DERIVED_LENGTH, DERIVED_LENGTH);
            byte[] derived = derive(fields, passphrase);
            try {
                if (!MessageDigest.isEqual(mac, mac(derived, ciphertext))) {
                    throw refused(file, "the passphrase is wrong, or the file was changed");
                }
                return key(aesCtr(derived, iv, ciphertext), fields, file);
            } finally {
                Arrays.fill(derived, (byte) 0);
            }
        } catch (IOException e) {
            throw refused(file, "it is cut off, or no JSON");
        } catch (IllegalArgumentException e) {
            throw refused(file, "it is not of Web3 Secret Storage, version 3, or asks for more than 512 MiB");
        }
    }

    private static byte[] derive(Fields fields, byte[] passphrase) {
        byte[] salt = fields.bytes("crypto.kdfparams.salt", 1, MAX_SALT_LENGTH);
        fields.require("crypto.kdfparams.dklen", String.valueOf(DERIVED_LENGTH));
        if (fields.text("crypto.kdf").equals("scrypt")) {
            ScryptCost cost = new ScryptCost(
                    fields.number("crypto.kdfparams.n"),
                    fields.number("crypto.kdfparams.r"),
                    fields.number("crypto.kdfparams.p"));
            return SCrypt.generate(passphrase, salt, cost.n(), cost.r(), cost.p(), DERIVED_LENGTH);
        }
        fields.require("crypto.kdf", "pbkdf2");
        fields.require("crypto.kdfparams.prf", "hmac-sha256");
        int rounds = fields.number("crypto.kdfparams.c");
        if (rounds < 1 || rounds > MAX_PBKDF2_ROUNDS) {
            throw new IllegalArgumentException("PBKDF2 takes 1 to 10,000,000 rounds");
        }
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
        generator.init(passphrase, salt, rounds);
        return ((KeyParameter) generator.generateDerivedParameters(DERIVED_LENGTH * Byte.SIZE)).getKey();
    }

    private static LedgerKey key(byte[] secret, Fields fields, String file) {
        try {
            LedgerKey key = LedgerKey.ofSecret(secret);
            String address = fields.textOr("address", key.address().bytes().toHex());
            String digits = address.startsWith("0x") ? address.substring(2) : address;
            if (!digits.toLowerCase(Locale.ROOT).equals(key.address().bytes().toHex())) {
                key.close();
                throw refused(file, "its address is not that of its key");
            }
            return key;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
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
        return Keccak256.hash(Arrays.copyOfRange(derived, AES_KEY_LENGTH, DERIVED_LENGTH), ciphertext);
    }

    /** The scalar values by their paths, names in lower case, since some wallets write {@code Crypto}. */
    private static Map<String, String> flatten(byte[] json) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("No object");
            }
            flattenObject(parser, "", values);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("Something follows");
            }
        }
        return values;
    }

    private static void flattenObject(JsonParser parser, String path, Map<String, String> values) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = path + parser.currentName().toLowerCase(Locale.ROOT);
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                flattenObject(parser, name + ".", values);
            } else if (value == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else {
                values.put(name, parser.getText());
            }
        }
    }

    private static InputException refused(String file, String reason) {
        return new InputException("read ledger key", file, reason);
    }

    /** The values that a file has to have. */
    private record Fields(Map<String, String> values) {

        String text(String path) {
            String value = values.get(path);
            if (value == null) {
                throw new IllegalArgumentException("No field " + path);
            }
            return value;
        }

        String textOr(String path, String otherwise) {
            return values.getOrDefault(path, otherwise);
        }

        void require(String path, String expected) {
            if (!text(path).equals(expected)) {
                throw new IllegalArgumentException("Another " + path + " than " + expected);
            }
        }

        int number(String path) {
            return Integer.parseInt(text(path));
        }

        byte[] bytes(String path, int min, int max) {
            byte[] bytes = HEX.parseHex(text(path));
            if (bytes.length < min || bytes.length > max) {
                throw new IllegalArgumentException("A wrong length of " + path);
            }
            return bytes;
        }
    }
}
