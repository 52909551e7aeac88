package org.pcim.signing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.InputException;

class LedgerKeyFileReadTest {

    private static final String SECRET = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

    /** Made by {@code cast wallet import --private-key SECRET --unsafe-password testpassword} (Foundry 1.7.1). */
    private static final String FOUNDRY = """
            {"crypto":{"cipher":"aes-128-ctr",
            "cipherparams":{"iv":"7f961e48742bcb13284dbf0dd4a601db"},
            "ciphertext":"4afd8c97cf2e5e45af79811b2b8bbd8e65617be7eb19d693e861f32601f2ca0c",
            "kdf":"scrypt","kdfparams":{"dklen":32,"n":8192,"p":1,"r":8,
            "salt":"061f0bf04216a0f2aaca00b7bb29ee2f274bd723e869b3e4ae3f5df2fc548a3d"},
            "mac":"06cd79c0f29d371d30602df8624539a61703f6f154c30d73b7fe73cbd327d5e5"},
            "id":"f15ce2aa-893d-4261-bd44-20d5564e7f5d","version":3}""";

    /** Made by {@code keystore.EncryptKey} of go-ethereum 1.17.10 with its light scrypt parameters. */
    private static final String GETH = """
            {"address":"008aeeda4d805471df9b2a5b0f38a0c3bcba786b",
            "crypto":{"cipher":"aes-128-ctr",
            "ciphertext":"09d89a79dfe97b66cf8a5cdcf92fde93dcee00f50389525e2dd7561c68a724f3",
            "cipherparams":{"iv":"f6982855d5b167f9b1ac5f8010f5382f"},
            "kdf":"scrypt","kdfparams":{"dklen":32,"n":4096,"p":6,"r":8,
            "salt":"31958ff96c7102342be10413092eaa06e4ae515a0cd6130290e48918f4bac8f1"},
            "mac":"4355ed3ee60550e64570b4e2a094a7adc7ac054a00e10a0896abce79762e7316"},
            "id":"78bb5e3a-a810-45ac-ae5f-ce639cbb801b","version":3}""";

    /** Made by the Python library eth-keyfile. */
    private static final String WITH_ADDRESS = """
            {"address":"008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b",
            "crypto":{"cipher":"aes-128-ctr",
            "cipherparams":{"iv":"34f4e4e59e74e2bf1faf59cb27b7d9e3"},
            "ciphertext":"a2a5e3d973082da8db3b01df01b08dbc6688fc605fd6180b6a2477f14f355cca",
            "kdf":"scrypt","kdfparams":{"dklen":32,"n":4096,"r":8,"p":1,
            "salt":"8f8a5e1fe70fd74bc873282b4e94599c"},
            "mac":"7b0fc2b9e5754bbc1d54cbf9f2434095e615bee926936067a596340e2939fd32"},
            "id":"b5aae4f7-45e2-46fd-8b26-10480836ffef","version":3}""";

    /** The PBKDF2 vector of the Web3 Secret Storage definition. */
    private static final String PBKDF2 = """
            {"crypto":{"cipher":"aes-128-ctr",
            "cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
            "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
            "kdf":"pbkdf2","kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
            "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
            "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
            "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}""";

    /** The scrypt vector of the Web3 Secret Storage definition. */
    private static final String SCRYPT = """
            {"crypto":{"cipher":"aes-128-ctr",
            "cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
            "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
            "kdf":"scrypt","kdfparams":{"dklen":32,"n":262144,"p":8,"r":1,
            "salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
            "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},
            "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}""";

    @TempDir
    private Path folder;

    @Test
    void readsWhatOthersWrote() throws IOException {
        List<String> vectors = List.of(
                FOUNDRY,
                GETH,
                WITH_ADDRESS,
                PBKDF2,
                SCRYPT,
                FOUNDRY.replace("\"crypto\"", "\"Crypto\""),
                GETH.replace("\"address\":\"", "\"address\":\"0x"),
                FOUNDRY.replace(
                        "\"id\":", "\"address\":null,\"name\":{\"of\":[{\"n\":1}]},\"x-ethers\":\"?\",\"id\":"));
        for (String vector : vectors) {
            try (LedgerKey key = read(vector, "testpassword")) {
                assertArrayEquals(HexFormat.of().parseHex(SECRET), key.secret());
            }
        }
    }

    @Test
    void aWrongOrEmptyPassphraseIsRefused() {
        InputException wrong = assertThrows(InputException.class, () -> read(FOUNDRY, "testpasswort"));
        assertTrue(String.valueOf(wrong.getMessage()).contains("the passphrase is wrong"));
        assertFalse(String.valueOf(wrong.getMessage()).contains("testpasswort"));
        assertThrows(InputException.class, () -> read(FOUNDRY, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"version\":3', '\"version\":1'",
        "'\"version\":3', '\"other\":3'",
        "aes-128-ctr, aes-128-cbc",
        "'\"n\":8192', '\"n\":3'",
        "'\"n\":8192', '\"n\":1099511627776'",
        "'\"n\":8192', '\"n\":8388608'",
        "'\"n\":8192', '\"n\":-8192'",
        "'\"p\":1', '\"p\":100000'",
        "'\"r\":8', '\"r\":0'",
        "'\"dklen\":32', '\"dklen\":16'",
        "'\"kdf\":\"scrypt\"', '\"kdf\":\"bcrypt\"'",
        "'\"kdf\":\"scrypt\"', '\"kdf\":\"pbkdf2\"'",
        "'\"n\":8192', '\"n\":8192.5'",
        "'\"n\":8192', '\"n\":99999999999999999999999'",
        "'\"p\":1', '\"p\":9223372036854775807'",
        "'\"r\":8', '\"r\":144115188075855872'",
        "'\"dklen\":32', '\"dklen\":2147483647'",
        "'\"salt\":\"', '\"salt\":\"\",\"other\":\"'",
        "'\"id\":', '\"Version\":3,\"id\":'",
        "'\"id\":', '\"Crypto\":{\"mac\":\"00\"},\"id\":'",
        "'\"id\":', '\"address\":7,\"id\":'",
        "'\"mac\":\"06', '\"mac\":\"'",
        "'\"mac\":\"06', '\"mac\":\"22'",
        "'7f961e48', 'xx961e48'",
        "'\"id\":', '\"version\":3,\"id\":'",
        "'\"id\":', '\"address\":\"0000000000000000000000000000000000000000\",\"id\":'"
    })
    void whatIsNotAsItHasToBeIsRefused(String part, String other) {
        assertTrue(FOUNDRY.contains(part));
        assertThrows(InputException.class, () -> read(FOUNDRY.replace(part, other), "testpassword"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "crypto",
                "cipher",
                "ciphertext",
                "cipherparams",
                "iv",
                "kdf",
                "kdfparams",
                "dklen",
                "n",
                "r",
                "p",
                "salt",
                "mac"
            })
    void aMissingFieldIsNamed(String field) {
        String without = FOUNDRY.replace("\"" + field + "\":", "\"x-" + field + "\":");
        InputException e = assertThrows(InputException.class, () -> read(without, "testpassword"));
        assertTrue(String.valueOf(e.getMessage()).contains("it has no field "), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"c\":262144', '\"c\":0'",
        "'\"c\":262144', '\"c\":10000001'",
        "'\"c\":262144', '\"c\":4295229440'",
        "'\"c\":262144', '\"x-c\":262144'",
        "hmac-sha256, hmac-sha512",
        "'\"prf\"', '\"x-prf\"'"
    })
    void parametersOfPbkdf2ThatAreNoneAreRefused(String part, String other) {
        assertTrue(PBKDF2.contains(part));
        InputException e = assertThrows(InputException.class, () -> read(PBKDF2.replace(part, other), "testpassword"));
        assertFalse(String.valueOf(e.getMessage()).contains("passphrase"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"8388608", "1099511627776"})
    void aFileThatAsksForTooMuchMemoryIsRefusedInTheseWords(String n) {
        String greedy = FOUNDRY.replace("\"n\":8192", "\"n\":" + n);
        InputException e = assertThrows(InputException.class, () -> read(greedy, "testpassword"));
        assertTrue(String.valueOf(e.getMessage()).contains("512 MiB (128 * n * r bytes): n=" + n), e.getMessage());
    }

    @Test
    void namesWithDotsAreNotTakenForPaths() {
        String moved = FOUNDRY.replace("\"mac\":", "\"x-mac\":")
                .replace(
                        "\"id\":",
                        "\"crypto.mac\":\"06cd79c0f29d371d30602df8624539a61703f6f154c30d73b7fe73cbd327d5e5\",\"id\":");
        assertThrows(InputException.class, () -> read(moved, "testpassword"));
    }

    @Test
    void nestingIsBounded() {
        String deep = FOUNDRY.replace("\"id\":", "\"x\":" + "[".repeat(1000) + "]".repeat(1000) + ",\"id\":");
        assertThrows(InputException.class, () -> read(deep, "testpassword"));
    }

    @Test
    void aFileThatIsCutOffIsRefused() {
        String cheap = FOUNDRY.replace("8192", "16");
        for (int i = 0; i < cheap.length(); i++) {
            String cut = cheap.substring(0, i);
            assertThrows(InputException.class, () -> read(cut, "testpassword"));
        }
        assertThrows(InputException.class, () -> read(cheap + "{}", "testpassword"));
        assertThrows(InputException.class, () -> read(" ".repeat(65 * 1024), "testpassword"));
        assertThrows(
                InputException.class,
                () -> LedgerKeyFile.read(folder.resolve("absent.json"), "testpassword".toCharArray()));
    }

    private LedgerKey read(String json, String passphrase) throws IOException {
        return LedgerKeyFile.read(Files.writeString(folder.resolve("vector.json"), json), passphrase.toCharArray());
    }
}
