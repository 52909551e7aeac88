package org.pcim.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcim.json.AttestationJson;
import org.pcim.json.JsonText;
import org.pcim.json.StrictJsonReader;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;

/**
 * How far a ledger's events were followed.
 *
 * @param ledger which ledger
 * @param events which of its events
 * @param cursor after which place to go on
 * @param hash the hash of the block in which that place is
 */
public record Checkpoint(LedgerId ledger, Events events, Cursor cursor, Digest hash) {

    private static final String FORMAT = "pcim-checkpoint-1";

    /**
     * Which events are followed, as in {@link EventFilter}.
     *
     * @param kinds the names of their types, in order
     */
    public record Events(
            @Nullable ImageId image,
            @Nullable Address patient,
            @Nullable Address requester,
            List<String> kinds) {

        /** Those that match this. */
        public static Events of(EventFilter filter) {
            Set<String> kinds =
                    filter.kinds().stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
            return new Events(filter.image(), filter.patient(), filter.requester(), List.copyOf(kinds));
        }
    }

    /** The same, further on. */
    public Checkpoint at(Cursor next, Digest nextHash) {
        return new Checkpoint(ledger, events, next, nextHash);
    }

    byte[] toJson() {
        return JsonText.indented(json -> {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("ledger", ledger.text());
            ImageId image = events.image;
            if (image != null) {
                json.writeStringField("image", image.digest().toHex());
            }
            write(json, "patient", events.patient);
            write(json, "requester", events.requester);
            json.writeArrayFieldStart("kinds");
            for (String kind : events.kinds) {
                json.writeString(kind);
            }
            json.writeEndArray();
            json.writeNumberField("block", cursor.block());
            json.writeNumberField("index", cursor.index());
            json.writeStringField("hash", hash.toHex());
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, String field, @Nullable Address address) throws IOException {
        if (address != null) {
            json.writeStringField(field, address.toString());
        }
    }

    static Checkpoint fromJson(byte[] json) {
        return StrictJsonReader.read("checkpoint", json, in -> new Fields().read(in));
    }

    private static final class Fields {
        private @Nullable String format;
        private @Nullable LedgerId ledger;
        private @Nullable ImageId image;
        private @Nullable Address patient;
        private @Nullable Address requester;
        private @Nullable Set<String> kinds;
        private @Nullable Long block;
        private @Nullable Integer index;
        private @Nullable Digest hash;

        Checkpoint read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "format" -> format = in.string();
                    case "ledger" -> ledger = new LedgerId(in.string());
                    case "image" -> image = new ImageId(AttestationJson.digest(in));
                    case "patient" -> patient = Address.parse(in.string());
                    case "requester" -> requester = Address.parse(in.string());
                    case "kinds" -> kinds = strings(in);
                    case "block" -> block = in.number();
                    case "index" -> index = in.smallNumber();
                    case "hash" -> hash = AttestationJson.digest(in);
                    default -> throw in.unknown(field);
                }
            });
            in.requireFormat(FORMAT, format);
            Events events = new Events(image, patient, requester, List.copyOf(in.required("kinds", kinds)));
            Cursor cursor = new Cursor(in.required("block", block), in.required("index", index));
            return new Checkpoint(in.required("ledger", ledger), events, cursor, in.required("hash", hash));
        }

        private static Set<String> strings(StrictJsonReader in) throws IOException {
            Set<String> strings = new TreeSet<>();
            in.array(() -> strings.add(in.string()));
            return strings;
        }
    }
}
