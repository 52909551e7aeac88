package org.pcim.ipfs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An answer that is not the one that was asked for, in the server's own words, shortened. */
final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_LENGTH = 4096;
    private static final int MAX_SHOWN = 300;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int PRECONDITION_FAILED = 412;
    private static final int GATEWAY_TIMEOUT = 504;

    private final int status;

    Refused(String message) {
        this(0, message);
    }

    private Refused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The answer of somebody who does not have what was asked for. */
    static Refused notFound(String message) {
        return new Refused(NOT_FOUND, message);
    }

    /** What an answer says that is not of status 200; closes its body. */
    static Refused of(Response answer) {
        String said;
        try (InputStream body = answer.body()) {
            said = said(body.readNBytes(MAX_LENGTH));
        } catch (IOException e) {
            said = "";
        }
        int status = answer.status();
        String reason = said.isEmpty() ? "HTTP status " + status : "HTTP status " + status + ", \"" + said + '"';
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            reason = "it lets us not in (" + reason + "); check the token and what it may call";
        }
        return new Refused(status, reason);
    }

    /** Whether it says that it does not have what was asked for. */
    boolean isNotFound() {
        String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
        return status == NOT_FOUND
                || status == GONE
                || status == PRECONDITION_FAILED
                || status == GATEWAY_TIMEOUT
                || message.contains("not found")
                || message.contains("could not find");
    }

    /** Whether it will say so again. */
    boolean isFinal() {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    /** What a failure says, also where the JDK gives no words. */
    static String reason(Exception failure) {
        if (failure instanceof ConnectException) {
            return "it cannot be reached";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** Text from outside, for a message: short, and without what could be taken for something else. */
    static String shortened(String text) {
        String line = text.strip().replaceAll("[^\\x20-\\x7e]+", " ").replace('"', '\'');
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
    }

    private static String said(byte[] body) {
        try (Answer answer = new Answer(new ByteArrayInputStream(body))) {
            Optional<Map<String, String>> object = answer.next();
            for (String field : List.of("Message", "error.details", "error.reason")) {
                String text = object.map(values -> values.get(field)).orElse("");
                if (!text.isEmpty()) {
                    return shortened(text);
                }
            }
        } catch (IOException notJson) {
            // As it is, then.
        }
        return shortened(new String(body, StandardCharsets.UTF_8));
    }
}
