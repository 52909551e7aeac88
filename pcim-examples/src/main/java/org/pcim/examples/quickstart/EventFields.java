package org.pcim.examples.quickstart;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pcim.ledger.LedgerEvent;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.model.LedgerText;

/** The fields of an event by their names, flat: a record inside of one is replaced by its own fields. */
final class EventFields {

    private EventFields() {}

    /** The fields in their order; values are texts, numbers, truth values, or the values that {@link #isPlain} names. */
    static Map<String, Object> of(LedgerEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        collect((Record) event, fields);
        return fields;
    }

    private static void collect(Record record, Map<String, Object> fields) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value;
            try {
                value = component.getAccessor().invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("The record " + record.getClass() + " cannot be read", e);
            }
            if (value instanceof Record inner && !isPlain(value)) {
                if (inner.getClass().getRecordComponents().length == 1) {
                    collectOnly(component.getName(), inner, fields);
                } else {
                    collect(inner, fields);
                }
            } else if (value != null) {
                fields.put(component.getName(), value);
            }
        }
    }

    /** A record around one value is shown as that value, under the name of the field that holds it. */
    private static void collectOnly(String name, Record inner, Map<String, Object> fields) {
        Map<String, Object> only = new LinkedHashMap<>();
        collect(inner, only);
        only.values().forEach(value -> fields.put(name, value));
    }

    private static boolean isPlain(Object value) {
        return value instanceof Address
                || value instanceof Digest
                || value instanceof ImageId
                || value instanceof Cid
                || value instanceof LedgerId
                || value instanceof LedgerText
                || value instanceof Bytes
                || value instanceof Instant
                || value instanceof Duration;
    }
}
