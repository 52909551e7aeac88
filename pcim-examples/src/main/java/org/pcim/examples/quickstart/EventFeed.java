package org.pcim.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.RecordedEvent;

/** Follows the ledger's events from now on. */
final class EventFeed {

    private static final int PAGE = 500;
    private static final int MAX_SHOWN = 6;

    private final AccessLedger ledger;
    private final Screen screen;
    private final List<RecordedEvent> all = new ArrayList<>();
    private Cursor after;

    EventFeed(AccessLedger ledger, Screen screen) {
        this.ledger = ledger;
        this.screen = screen;
        this.after = new Cursor(ledger.head().block(), Integer.MAX_VALUE);
    }

    /** Shows what was recorded since the last time: all of it, or the first few and how many more. */
    void showNew() {
        List<RecordedEvent> news = new ArrayList<>();
        EventPage page;
        do {
            page = ledger.events(EventFilter.all(), after, PAGE);
            news.addAll(page.events());
            after = page.next();
        } while (!page.last());
        all.addAll(news);
        int shown = news.size() <= MAX_SHOWN ? news.size() : MAX_SHOWN / 2;
        news.stream().limit(shown).forEach(screen::event);
        if (shown < news.size()) {
            screen.say("  ... and " + (news.size() - shown) + " more: "
                    + news.stream()
                            .skip(shown)
                            .map(recorded -> recorded.event().getClass().getSimpleName())
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Every event that was shown or counted, oldest first. */
    List<RecordedEvent> all() {
        return List.copyOf(all);
    }
}
