package org.pcim.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.Signable;
import org.pcim.model.Address;
import org.pcim.model.Signature;
import org.pcim.testkit.program.AnvilNode;
import org.pcim.testkit.program.TestProgram;

/** Somebody whose address is a contract, which accepts the signatures of a key (ERC-1271). */
final class ContractWallet implements LedgerSigner {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Address address;
    private final LedgerSigner key;

    private ContractWallet(Address address, LedgerSigner key) {
        this.address = address;
        this.key = key;
    }

    /** Puts a wallet of this key on a chain. */
    static ContractWallet deploy(AnvilNode anvil, LedgerSigner key) {
        String code =
                "0x" + Code.COMPILED + "00".repeat(12) + key.address().bytes().toHex();
        String transaction =
                anvil.call("eth_sendTransaction", "{\"from\":\"%s\",\"data\":\"%s\"}".formatted(anvil.account(), code));
        String receipt = anvil.call("eth_getTransactionReceipt", '"' + transaction + '"');
        String created = receipt.replaceAll("(?s).*\"contractAddress\":\"(0x[0-9a-fA-F]{40})\".*", "$1");
        return new ContractWallet(Address.parse(created), key);
    }

    /** The same contract, with signatures of another key. */
    ContractWallet signedBy(LedgerSigner another) {
        return new ContractWallet(address, another);
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Signature sign(Signable what) {
        return key.sign(what);
    }

    /** Compiled once. */
    private static final class Code {
        private static final String COMPILED = compile();
    }

    private static String compile() {
        try (InputStream source =
                Objects.requireNonNull(ContractWallet.class.getResourceAsStream("Wallet.sol"), "Wallet.sol")) {
            Map<String, Object> input = Map.of(
                    "language",
                    "Solidity",
                    "sources",
                    Map.of("Wallet.sol", Map.of("content", new String(source.readAllBytes(), StandardCharsets.UTF_8))),
                    "settings",
                    Map.of("outputSelection", Map.of("*", Map.of("*", new String[] {"evm.bytecode.object"}))));
            byte[] output = TestProgram.built("solc", "solc")
                    .run(new ByteArrayInputStream(JSON.writeValueAsBytes(input)), "--standard-json")
                    .succeeds()
                    .bytes();
            JsonNode code = JSON.readTree(output)
                    .required("contracts")
                    .required("Wallet.sol")
                    .required("Wallet")
                    .required("evm")
                    .required("bytecode");
            return code.required("object").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
