package org.pcim.ipfs;

import java.net.URI;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A service that keeps content for others and speaks the IPFS Pinning Service API: hosted ones, and IPFS Cluster.
 *
 * <p>Immutable; the secret is never shown.
 *
 * @see <a href="https://ipfs.github.io/pinning-services-api-spec/">IPFS Pinning Service API</a>
 */
public final class PinningEndpoint {

    private final URI api;
    private final @Nullable Secret authorization;

    private PinningEndpoint(URI api, @Nullable Secret authorization) {
        this.api = api;
        this.authorization = authorization;
    }

    /**
     * A service.
     *
     * @param api the address in front of {@code /pins}
     * @param token the bearer token that it gave out
     * @throws IllegalArgumentException if this is no http or https address, or has more than host, port and path
     */
    public static PinningEndpoint at(URI api, char[] token) {
        return new PinningEndpoint(Addresses.checked(api), Secret.of("Bearer ", CharBuffer.wrap(token)));
    }

    /** A service that lets everybody in who reaches it. */
    public static PinningEndpoint at(URI api) {
        return new PinningEndpoint(Addresses.checked(api), null);
    }

    URI api() {
        return api;
    }

    @Nullable Secret authorization() {
        return authorization;
    }

    /** The address. */
    @Override
    public String toString() {
        return api.toString();
    }
}
