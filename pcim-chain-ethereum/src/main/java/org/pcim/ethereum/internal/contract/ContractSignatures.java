package org.pcim.ethereum.internal.contract;

import java.util.Arrays;
import org.pcim.error.InputException;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;
import org.pcim.signing.EcdsaSignatures;
import org.pcim.signing.LedgerTypedData;

/**
 * What is signed for this ledger, and whose signature it is: of a key, or accepted by a contract (ERC-1271).
 *
 * <p>Safe for use by many threads.
 */
public final class ContractSignatures {

    /** {@code isValidSignature(bytes32,bytes)} answers with its own selector, padded. */
    private static final Bytes ACCEPTED = Bytes.fromHex("1626ba7e" + "00".repeat(28));

    private final EthereumNodes nodes;
    private final LedgerId ledger;
    private final LedgerTypedData typedData;

    /** On this ledger. */
    public ContractSignatures(EthereumNodes nodes, LedgerId ledger) {
        this.nodes = nodes;
        this.ledger = ledger;
        this.typedData = new LedgerTypedData(ledger);
    }

    /** As {@link org.pcim.ledger.AccessLedger#attestationData}. */
    public TypedData attestation(Attestation attestation) {
        requireThisLedger("sign attestation", attestation.ledger());
        return typedData.attestation(attestation);
    }

    /** As {@link org.pcim.ledger.AccessLedger#bindingData}. */
    public TypedData binding(KeyBinding binding) {
        requireThisLedger("sign key binding", binding.ledger());
        return typedData.binding(binding);
    }

    /** As {@link org.pcim.ledger.AccessLedger#verify}. */
    public boolean verify(Address signer, Digest digest, Signature signature) {
        return EcdsaSignatures.verify(signer, digest, signature) || isAccepted(signer, digest, signature);
    }

    private boolean isAccepted(Address signer, Digest digest, Signature signature) {
        Bytes question = new AbiTuple().bytes32(digest).bytes(signature.bytes()).call("isValidSignature");
        return nodes.atHead(head -> {
            try {
                byte[] answer = nodes.call(null, signer, question, head.hash()).toByteArray();
                return ACCEPTED.equals(Bytes.of(Arrays.copyOf(answer, Math.min(answer.length, Digest.LENGTH))));
            } catch (RevertException e) {
                return false;
            }
        });
    }

    private void requireThisLedger(String action, LedgerId other) {
        if (!other.equals(ledger)) {
            throw new InputException(action, "", "it is for ledger " + other + ", and this is " + ledger);
        }
    }
}
