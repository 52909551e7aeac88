package org.pcim.ethereum.internal.sending;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.web3j.utils.Numeric;

/** A transaction as {@code eth_signTransaction} takes it. */
final class TransactionJson {

    private static final JsonFactory JSON = new JsonFactory();

    private TransactionJson() {}

    static String of(UnsignedTransaction transaction) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("from", transaction.sender().toString());
            if (transaction.to() != null) {
                json.writeStringField("to", transaction.to().toString());
            }
            json.writeStringField("nonce", hex(transaction.nonce()));
            json.writeStringField("gas", hex(transaction.gas()));
            Fees fees = transaction.fees();
            if (fees.tip() == null) {
                json.writeStringField("gasPrice", Numeric.encodeQuantity(fees.maxFee()));
            } else {
                json.writeStringField("maxFeePerGas", Numeric.encodeQuantity(fees.maxFee()));
                json.writeStringField("maxPriorityFeePerGas", Numeric.encodeQuantity(fees.tip()));
            }
            json.writeStringField("value", "0x0");
            json.writeStringField("data", "0x" + transaction.data().toHex());
            json.writeStringField("chainId", hex(transaction.chainId()));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String hex(long number) {
        return Numeric.encodeQuantity(BigInteger.valueOf(number));
    }
}
