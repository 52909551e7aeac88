package org.pcim.examples.quickstart;

import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.model.LedgerText;
import org.pcim.model.Progress;

/** What the quickstart tells, in plain words and with the ledger's events. */
final class Screen {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final long PROGRESS_INTERVAL_MILLIS = 250;
    private static final int SHORT_HEX = 6;

    private final PrintStream out;
    private final Map<Address, String> names = new HashMap<>();
    private int steps;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** From now on this address is shown by its name. */
    void name(Address address, String name) {
        names.put(address, name);
    }

    void line(String text) {
        out.println(text);
    }

    /** Begins a step. */
    void step(String title) {
        steps++;
        out.printf("%n%2d  %s%n", steps, title);
    }

    /** Something about the step. */
    void say(String text) {
        out.println("    " + text);
    }

    /** An event, as the ledger recorded it. */
    void event(RecordedEvent recorded) {
        String fields = EventFields.of(recorded.event()).entrySet().stream()
                .filter(field -> isShown(field.getValue()))
                .map(field -> field.getKey() + "=" + show(field.getValue()))
                .collect(Collectors.joining(", "));
        out.printf(
                "      %s  #%-3d %s  %s%n",
                TIME.format(recorded.time()),
                recorded.cursor().block(),
                recorded.event().getClass().getSimpleName(),
                fields);
    }

    /** Shows how far work has come, if it takes longer than a moment; on a terminal only, as ./quickstart says. */
    Progress progress(String what) {
        if (!Boolean.getBoolean("pcim.terminal")) {
            return Progress.none();
        }
        long[] last = {System.currentTimeMillis()};
        return (done, total) -> {
            long now = System.currentTimeMillis();
            if (now - last[0] >= PROGRESS_INTERVAL_MILLIS) {
                last[0] = now;
                out.printf("    %s %d %%\r", what, total == 0 ? 100 : 100 * done / total);
                out.flush();
            }
        };
    }

    private static boolean isShown(Object value) {
        return !(value instanceof Digest || value instanceof LedgerId);
    }

    private String show(Object value) {
        if (value instanceof Address address) {
            return names.getOrDefault(address, shorten(address.toString()));
        }
        if (value instanceof ImageId image) {
            return shorten(image.toString());
        }
        if (value instanceof Bytes bytes) {
            return bytes.length() + " bytes";
        }
        if (value instanceof LedgerText text) {
            return text.content().length() + (text.sealed() ? " bytes sealed" : " bytes readable");
        }
        return value.toString();
    }

    private static String shorten(String hex) {
        return hex.substring(0, 2 + SHORT_HEX) + ".." + hex.substring(hex.length() - SHORT_HEX);
    }
}
