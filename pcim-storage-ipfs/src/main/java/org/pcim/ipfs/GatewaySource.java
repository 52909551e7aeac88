package org.pcim.ipfs;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.pcim.model.Cid;

/**
 * A trustless gateway.
 *
 * @see <a href="https://specs.ipfs.tech/http-gateways/trustless-gateway/">Trustless Gateway specification</a>
 */
final class GatewaySource implements BlockSource {

    private static final String RAW = "application/vnd.ipld.raw";
    private static final String CAR = "application/vnd.ipld.car";
    private static final int OK = 200;

    private final URI gateway;
    private final Transport transport;
    private final boolean onlyOwn;

    /**
     * A gateway.
     *
     * @param onlyOwn whether it is to answer with what lies on its node only, and not to look for it elsewhere
     */
    GatewaySource(URI gateway, Transport transport, boolean onlyOwn) {
        this.gateway = gateway;
        this.transport = transport;
        this.onlyOwn = onlyOwn;
    }

    @Override
    public Response block(Cid cid) throws IOException {
        return get(cid, "?format=raw", RAW, RAW);
    }

    @Override
    public Response car(Cid root) throws IOException {
        return get(
                root,
                "?format=car&car-version=1&car-order=dfs&car-dups=y",
                CAR + "; version=1; order=dfs; dups=y",
                CAR);
    }

    @Override
    public String toString() {
        return gateway.toString();
    }

    private Response get(Cid cid, String query, String accept, String type) throws IOException {
        ClassicHttpRequest request =
                Transport.request(Method.GET, Addresses.below(gateway, "/ipfs/" + cid + query), null);
        request.setHeader(HttpHeaders.ACCEPT, accept);
        if (onlyOwn) {
            request.setHeader(HttpHeaders.CACHE_CONTROL, "only-if-cached");
        }
        Response answer = transport.send(request, transport.deadline(), "read block", cid.toString());
        if (answer.status() != OK) {
            throw Refused.of(answer);
        }
        if (!answer.type().startsWith(type)) {
            answer.body().close();
            throw new Refused("it is no trustless gateway: it does not answer with " + type);
        }
        return answer;
    }
}
