package org.pcim.ethereum.internal.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.TestContract;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.model.Address;

/** What sending also has to do on a chain with a base fee. */
abstract class BaseFeeSendingContract extends SendingContract {

    @Test
    void aTransactionThatOffersTooLittleIsRefused() throws RevertException {
        Address contract = sender.deploy();
        UnsignedTransaction cheap = transactions
                .prepare(key.address(), contract, TestContract.log(1))
                .withFees(new Fees(BigInteger.ZERO, BigInteger.ZERO));

        LedgerFaultException refused =
                assertThrows(LedgerFaultException.class, () -> transactions.send(cheap, key.sign(cheap.signable())));

        assertEquals(LedgerFault.UNDERPRICED, refused.fault());
        sender.perform(contract, TestContract.log(2));
        assertEquals(List.of(2L), logged(contract));
    }
}
