package org.pcim.ethereum;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.ethereum.internal.contract.ContractArtifact;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.rpc.TransactionReceipt;
import org.pcim.ethereum.internal.sending.Transactions;
import org.pcim.ethereum.internal.sending.UnsignedTransaction;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * A Patient-Centric Access Control contract that was put on a chain.
 *
 * @param contract its address
 * @param transaction the transaction that made it
 * @param block the block of that transaction, from which on the ledger's events are to be looked for
 * @param gasUsed what it took
 */
public record PcacDeployment(Address contract, Digest transaction, long block, long gasUsed) {

    /** A deployment that is not made yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** What is deployed where, and who pays. A node, the chain, the owner and who pays have to be named. */
    public static final class Builder {

        private final List<URI> urls = new ArrayList<>();
        private long chainId;
        private @Nullable Address owner;
        private @Nullable LedgerSigner payer;
        private FeePolicy fees = FeePolicy.market();
        private int confirmations;
        private Duration deadline = Duration.ofMinutes(5);

        private Builder() {}

        /** Adds a node's JSON-RPC endpoint, {@code http} or {@code https}. */
        public Builder node(URI url) {
            urls.add(url);
            return this;
        }

        /** The chain on which it is made (EIP-155). */
        public Builder chainId(long number) {
            chainId = number;
            return this;
        }

        /** Who may register institutions; a multisig for a consortium. */
        public Builder owner(Address address) {
            owner = address;
            return this;
        }

        /** Who signs and pays the transaction. It has no rights in the contract. */
        public Builder payer(LedgerSigner signer) {
            payer = signer;
            return this;
        }

        /** What may be paid for gas. At first what the chain asks. */
        public Builder fees(FeePolicy policy) {
            fees = policy;
            return this;
        }

        /** How many blocks have to follow. At first none. */
        public Builder confirmations(int blocks) {
            confirmations = blocks;
            return this;
        }

        /** For all of it. At first 5 minutes. */
        public Builder deadline(Duration duration) {
            deadline = duration;
            return this;
        }

        /**
         * Makes the contract, and looks whether it is what was compiled.
         *
         * @throws InputException if something is not named
         * @throws org.pcim.error.LedgerFaultException if the nodes, the chain or the payer's funds keep it from being made
         * @throws org.pcim.error.LedgerTimeoutException if it is not made by the deadline; it may still be
         */
        public PcacDeployment deploy() {
            LedgerSigner signer = payer;
            Address itsOwner = owner;
            if (urls.isEmpty() || chainId < 1 || itsOwner == null || signer == null) {
                throw new InputException("deploy contract", "", "name a node, the chain, the owner and who pays");
            }
            ContractArtifact artifact = ContractArtifact.load();
            try (EthereumNodes nodes = EthereumNodes.of(urls, chainId, deadline)) {
                Transactions transactions = new Transactions(nodes, fees, confirmations, null);
                UnsignedTransaction transaction =
                        transactions.prepare(signer.address(), null, artifact.creation(itsOwner));
                Digest hash = transactions.send(transaction, signer.sign(transaction.signable()));
                TransactionReceipt receipt = transactions.await(hash, deadline);
                Address contract = Objects.requireNonNull(receipt.created(), "a receipt without a contract");
                artifact.requireAt(contract, nodes);
                return new PcacDeployment(contract, hash, receipt.block(), receipt.gasUsed());
            } catch (RevertException e) {
                throw new LedgerException(
                        "deploy contract",
                        "",
                        "the chain does not take it, though it is valid for the EVM since Paris: " + e.data(),
                        false,
                        e);
            }
        }
    }
}
