package org.pcim.ethereum.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.model.Address;
import org.pcim.model.Bytes;

/**
 * The contract as it was compiled: the code that makes it, and the code that it then has.
 *
 * <p>Where that holds values that are set when it is made (immutable variables), any value is taken: they are the chain and
 * the contract's own address.
 */
public final class ContractArtifact {

    private static final String RESOURCE = "/org/pcim/ethereum/PatientCentricAccessControl.json";

    private final JsonNode json;

    private ContractArtifact(JsonNode json) {
        this.json = json;
    }

    /** The one that this release was built with. */
    public static ContractArtifact load() {
        try (InputStream in = ContractArtifact.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("This build has no contract: " + RESOURCE);
            }
            return new ContractArtifact(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes a contract with this owner. */
    public Bytes creation(Address owner) {
        String code = json.required("bytecode").asText();
        return Bytes.fromHex(code + new AbiTuple().address(owner).encode().toHex());
    }

    /**
     * Looks whether this contract is at an address.
     *
     * @throws LedgerFaultException {@code NO_CONTRACT} or {@code OTHER_CONTRACT}
     */
    public void requireAt(Address address, EthereumNodes nodes) {
        Bytes code = nodes.atHead(head -> codeAt(address, nodes, head));
        if (code.isEmpty()) {
            throw new LedgerFaultException(
                    "open ledger",
                    address.toString(),
                    LedgerFault.NO_CONTRACT,
                    "there is no contract at this address on chain " + nodes.chainId()
                            + "; check the address and the chain, or deploy one");
        }
        if (!isCode(code)) {
            throw new LedgerFaultException(
                    "open ledger",
                    address.toString(),
                    LedgerFault.OTHER_CONTRACT,
                    "the contract at this address is not the one of this release; check the address, or use the release"
                            + " that deployed it");
        }
    }

    /** Its functions, events and errors, as the compiler describes them. */
    JsonNode abi() {
        return json.required("abi");
    }

    /** Whether a contract of this code was compiled from the same source. */
    boolean isCode(Bytes code) {
        byte[] expected =
                Bytes.fromHex(json.required("deployedBytecode").asText()).toByteArray();
        byte[] actual = code.toByteArray();
        if (actual.length != expected.length) {
            return false;
        }
        for (JsonNode immutable : json.required("immutables")) {
            int start = immutable.required(0).asInt();
            int end = start + immutable.required(1).asInt();
            Arrays.fill(actual, start, end, (byte) 0);
            Arrays.fill(expected, start, end, (byte) 0);
        }
        return Arrays.equals(expected, actual);
    }

    private static Bytes codeAt(Address address, EthereumNodes nodes, BlockHeader head) {
        return nodes.code(address, head.hash());
    }
}
