package org.pcim;

import org.jspecify.annotations.Nullable;
import org.pcim.ledger.RecordedEvent;

/**
 * Something that happened to an image.
 *
 * @param recorded the event, as the ledger has it
 * @param text the notes or the reason in it; null if there are none, or they cannot be read by whoever asks
 */
public record HistoryEntry(RecordedEvent recorded, @Nullable String text) {}
