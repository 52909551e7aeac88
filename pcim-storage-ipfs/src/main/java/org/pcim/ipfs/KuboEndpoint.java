package org.pcim.ipfs;

import java.net.URI;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An IPFS node (Kubo) that a store may write to: where its RPC listens, and how to be let in.
 *
 * <p>Whoever reaches the RPC owns the node, so it belongs on a loopback or a private address, behind
 * {@code API.Authorizations}. Immutable; the secret is never shown.
 */
public final class KuboEndpoint {

    private final URI rpc;
    private final @Nullable Secret authorization;
    private final @Nullable URI gateway;

    private KuboEndpoint(URI rpc, @Nullable Secret authorization, @Nullable URI gateway) {
        this.rpc = rpc;
        this.authorization = authorization;
        this.gateway = gateway;
    }

    /**
     * A node that lets everybody in who reaches it.
     *
     * @param rpc where its RPC listens, for example {@code http://127.0.0.1:5001}
     * @throws IllegalArgumentException if this is no http or https address, or has more than host, port and path
     */
    public static KuboEndpoint at(URI rpc) {
        return new KuboEndpoint(Addresses.checked(rpc), null, null);
    }

    /** The same node, which asks for this bearer token. */
    public KuboEndpoint withBearer(char[] token) {
        return new KuboEndpoint(rpc, Secret.of("Bearer ", CharBuffer.wrap(token)), gateway);
    }

    /** The same node, which asks for this user and password. */
    public KuboEndpoint withBasic(String user, char[] password) {
        byte[] credentials = (user + ":" + String.valueOf(password)).getBytes(StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().encodeToString(credentials);
        return new KuboEndpoint(rpc, Secret.of("Basic ", CharBuffer.wrap(encoded)), gateway);
    }

    /**
     * The same node, whose gateway listens here. Unless it is given, the node is asked for it.
     *
     * @throws IllegalArgumentException if this is no http or https address, or has more than host, port and path
     */
    public KuboEndpoint withGateway(URI address) {
        return new KuboEndpoint(rpc, authorization, Addresses.checked(address));
    }

    URI rpc() {
        return rpc;
    }

    @Nullable Secret authorization() {
        return authorization;
    }

    @Nullable URI gateway() {
        return gateway;
    }

    /** The address. */
    @Override
    public String toString() {
        return rpc.toString();
    }
}
