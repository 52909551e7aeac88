package org.pcim.ethereum;

import java.net.URI;
import java.time.Duration;
import org.pcim.error.LedgerException;
import org.pcim.ethereum.internal.rpc.SignerEndpoint;
import org.pcim.ethereum.internal.sending.RawSignature;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.LedgerTransaction;
import org.pcim.ledger.Signable;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Signature;
import org.pcim.signing.EcdsaSignatures;

/**
 * A key that another program holds: Web3Signer, a node, or anything else that has {@code eth_signTransaction} and {@code
 * eth_signTypedData_v4} (or {@code eth_signTypedData}) over JSON-RPC.
 *
 * <p>It is shown all of what it signs, and what it gives back is checked: it has to be the signature of the address over
 * exactly what was asked. It is asked once for each signature, since it may have to ask a person.
 *
 * <p>Safe for use by many threads.
 */
public final class ExternalSigner implements LedgerSigner {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int LENGTH = 65;
    private static final int V_FIRST = 27;

    private final SignerEndpoint endpoint;
    private final Address address;

    private ExternalSigner(SignerEndpoint endpoint, Address address) {
        this.endpoint = endpoint;
        this.address = address;
    }

    /** As {@link #of(URI, Address, Duration)}, with a deadline of 30 seconds. */
    public static ExternalSigner of(URI url, Address address) {
        return of(url, address, DEADLINE);
    }

    /**
     * Nothing is asked yet.
     *
     * @param url {@code http} or {@code https}; what is in it beside the host is taken for a secret
     * @param address whose key signs
     * @param deadline for each signature; long enough for a person, if one has to agree
     * @throws org.pcim.error.InputException if the URL cannot be used
     */
    public static ExternalSigner of(URI url, Address address, Duration deadline) {
        return new ExternalSigner(new SignerEndpoint(url, deadline), address);
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Signature sign(Signable what) {
        Signature signature =
                what instanceof LedgerTransaction transaction ? signed(transaction) : signed((TypedData) what);
        if (!EcdsaSignatures.verify(address, what.digest(), signature)) {
            throw failure("what the signer gave back is not the signature of this address over what was asked: it holds"
                    + " another key, or changed something");
        }
        return signature;
    }

    private Signature signed(LedgerTransaction transaction) {
        return RawSignature.of(endpoint.signTransaction(address, transaction.json()))
                .orElseThrow(() -> failure("the signer gave no signed transaction back"));
    }

    private Signature signed(TypedData data) {
        Bytes answer = endpoint.signTypedData(address, data.json());
        if (answer.length() != LENGTH) {
            throw failure("the signer gave " + answer.length() + " bytes back, and a signature has " + LENGTH);
        }
        byte[] rsv = answer.toByteArray();
        if (rsv[LENGTH - 1] >= 0 && rsv[LENGTH - 1] < V_FIRST) {
            rsv[LENGTH - 1] = (byte) (rsv[LENGTH - 1] + V_FIRST);
        }
        return Signature.of(rsv);
    }

    private LedgerException failure(String reason) {
        return new LedgerException("sign", "by " + address, reason, false);
    }

    /** The address. */
    @Override
    public String toString() {
        return "external signer of " + address;
    }
}
