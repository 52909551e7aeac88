package org.pcim.ipfs;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of nodes and gateways. */
final class Addresses {

    private static final Pattern TCP = Pattern.compile("/(?:ip4|ip6|dns|dns4|dns6)/([^/]+)/tcp/([0-9]{1,5})(?:/http)?");
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "[::1]", "localhost");

    private Addresses() {}

    /** The address without a slash at its end, if requests can be sent there. */
    static URI checked(URI address) {
        boolean usable = ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
        if (!usable) {
            throw new IllegalArgumentException(
                    "An address has the form http://host:port or https://host:port, with a path at most; credentials are"
                            + " given apart");
        }
        String text = address.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : address;
    }

    /** An address below another; a query may follow the path. */
    static URI below(URI address, String pathAndQuery) {
        return URI.create(address + pathAndQuery);
    }

    /**
     * Where a node's gateway can be reached from here.
     *
     * @param rpc where its RPC was reached
     * @param multiaddress where the node says that its gateway listens
     * @return empty if it cannot be reached: it listens on the loopback interface of another machine, or nowhere
     */
    static Optional<URI> gateway(URI rpc, String multiaddress) {
        Matcher tcp = TCP.matcher(multiaddress);
        if (!tcp.matches() || Integer.parseInt(tcp.group(2)) == 0) {
            return Optional.empty();
        }
        boolean local = LOOPBACK.contains(rpc.getHost());
        String host = tcp.group(1);
        if (EVERYWHERE.contains(host)) {
            // By address: a gateway redirects "localhost" to names that few resolvers know.
            host = local ? "127.0.0.1" : rpc.getHost();
        } else if (LOOPBACK.contains(host) && !local) {
            return Optional.empty();
        } else if (host.indexOf(':') >= 0) {
            host = "[" + host + "]";
        }
        return Optional.of(URI.create("http://" + host + ":" + tcp.group(2)));
    }
}
