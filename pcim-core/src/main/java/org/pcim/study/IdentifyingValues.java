package org.pcim.study;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The values in the headers of images that identify the patient.
 *
 * <p>They are held so that no text with one of them goes out readable; they never appear in a message.
 *
 * @param personNames parts of names of the patient, a family name or a given name each, in any script
 * @param dates birth dates as eight digits, {@code YYYYMMDD}
 * @param identifiers patient ids, accession numbers, study ids, phone numbers, UIDs
 */
public record IdentifyingValues(Set<String> personNames, Set<String> dates, Set<String> identifiers) {

    private static final IdentifyingValues NONE = new IdentifyingValues(Set.of(), Set.of(), Set.of());

    /** Copies the sets. */
    public IdentifyingValues {
        personNames = Set.copyOf(personNames);
        dates = Set.copyOf(dates);
        identifiers = Set.copyOf(identifiers);
    }

    /** No value. */
    public static IdentifyingValues none() {
        return NONE;
    }

    /** The values of both. */
    public IdentifyingValues and(IdentifyingValues other) {
        return new IdentifyingValues(
                union(personNames, other.personNames),
                union(dates, other.dates),
                union(identifiers, other.identifiers));
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> both = new LinkedHashSet<>(left);
        both.addAll(right);
        return both;
    }

    /** How many values there are, and none of them. */
    @Override
    public String toString() {
        return (personNames.size() + dates.size() + identifiers.size()) + " identifying values";
    }
}
