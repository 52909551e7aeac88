package org.pcim.ethereum.internal.sending;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.TestContract;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.rpc.TransactionReceipt;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/** A key and its transactions: prepared, signed and sent one after the other, as PcimClient does, and awaited at once. */
final class Sender {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Transactions transactions;
    private final LedgerSigner key;
    private final ReentrantLock turn = new ReentrantLock();

    Sender(Transactions transactions, LedgerSigner key) {
        this.transactions = transactions;
        this.key = key;
    }

    Address address() {
        return key.address();
    }

    Address deploy() throws RevertException {
        UnsignedTransaction prepared = transactions.prepare(key.address(), null, TestContract.deployment());
        Digest hash = transactions.send(prepared, key.sign(prepared.signable()));
        Address created = transactions.await(hash, PATIENCE).created();
        if (created == null) {
            throw new AssertionError("no contract was made");
        }
        return created;
    }

    Digest send(Address to, Bytes data) throws RevertException {
        turn.lock();
        try {
            while (true) {
                UnsignedTransaction prepared = transactions.prepare(key.address(), to, data);
                try {
                    return transactions.send(prepared, key.sign(prepared.signable()));
                } catch (LedgerFaultException e) {
                    if (e.fault() != LedgerFault.OVERTAKEN) {
                        throw e;
                    }
                }
            }
        } finally {
            turn.unlock();
        }
    }

    TransactionReceipt perform(Address to, Bytes data) throws RevertException {
        return transactions.await(send(to, data), PATIENCE);
    }
}
