package org.pcim.ethereum.internal.rpc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An error that a node answered with (JSON-RPC 2.0, section 5.1). */
final class RpcError extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int MAX_TEXT = 200;

    private final int code;
    private final String text;
    private final @Nullable String data;

    /**
     * What the node said.
     *
     * @param data the JSON of the error's data, if it has any
     */
    RpcError(String host, int code, @Nullable String text, @Nullable String data) {
        super(host + " answers with error " + code + ": " + shortened(text));
        this.code = code;
        this.text = text == null ? "" : text;
        this.data = data;
    }

    int code() {
        return code;
    }

    /** The node's message in lower case, to be searched. */
    String text() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The JSON of the error's data. */
    @Nullable String data() {
        return data;
    }

    private static String shortened(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}
