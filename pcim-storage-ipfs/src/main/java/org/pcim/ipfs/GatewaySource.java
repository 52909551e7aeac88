package org.pcim.ipfs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    public HttpResponse<TimedBody> block(Cid cid) throws IOException {
        return get(cid, "?format=raw", RAW, RAW);
    }

    @Override
    public HttpResponse<TimedBody> car(Cid root) throws IOException {
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

    private HttpResponse<TimedBody> get(Cid cid, String query, String accept, String type) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(Addresses.below(gateway, "/ipfs/" + cid + query))
                .header("Accept", accept);
        if (onlyOwn) {
            request.header("Cache-Control", "only-if-cached");
        }
        HttpResponse<TimedBody> answer =
                transport.send(request.GET().build(), transport.deadline(), "read block", cid.toString());
        if (answer.statusCode() != OK) {
            throw Refused.of(answer);
        }
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith(type)) {
            answer.body().close();
            throw new Refused("it is no trustless gateway: it does not answer with " + type);
        }
        return answer;
    }
}
