package org.pcim.testkit.sequence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcim.ledger.LedgerEvent.ApprovalLimitSet;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;

/** The model's approval limits: every approval of a patient is remembered, and counted where it has to be. */
final class Limits {

    /**
     * A limit that a patient has set.
     *
     * @param max how many approvals each period may have
     * @param period how long a period is
     * @param from when its first period began, or will begin
     * @param before how many approvals there were before it counted
     */
    private record Limit(long max, Duration period, Instant from, int before) {}

    private static final class Patient {

        private final List<Instant> approvals = new ArrayList<>();
        private @Nullable Limit limit;
        private @Nullable Limit next;
    }

    private final Map<Address, Patient> patients = new HashMap<>();

    /** Whether the patient may approve so many more now. */
    boolean allow(int more, Address address, Instant now) {
        Patient patient = patient(address);
        Limit limit = at(patient, now);
        if (limit == null) {
            return true;
        }
        Instant start = periodStart(limit, now);
        long used = patient.approvals.stream()
                .skip(limit.before)
                .filter(approval -> !approval.isBefore(start))
                .count();
        return used + more <= limit.max;
    }

    void happened(RecordedEvent recorded) {
        if (recorded.event() instanceof RequestApproved it) {
            patient(it.patient()).approvals.add(recorded.time());
        } else if (recorded.event() instanceof ApprovalLimitSet it) {
            set(patient(it.patient()), it, recorded.time());
        }
    }

    private static void set(Patient patient, ApprovalLimitSet asked, Instant now) {
        Limit current = at(patient, now);
        if (current == null) {
            Limit first = new Limit(asked.max(), asked.period(), now, patient.approvals.size());
            patient.limit = asked.period().isZero() ? null : first;
            patient.next = null;
        } else if (asked.period().equals(current.period) && asked.max() <= current.max) {
            patient.limit = new Limit(asked.max(), current.period, current.from, current.before);
            patient.next = null;
        } else {
            Instant end = periodStart(current, now).plus(current.period);
            patient.limit = current;
            patient.next = new Limit(asked.max(), asked.period(), end, 0);
        }
    }

    /** The limit that counts at this time; null if there is none. */
    private static @Nullable Limit at(Patient patient, Instant now) {
        if (patient.next == null || now.isBefore(patient.next.from)) {
            return patient.limit;
        }
        return patient.next.period.isZero() ? null : patient.next;
    }

    private static Instant periodStart(Limit limit, Instant now) {
        long periods = Duration.between(limit.from, now).dividedBy(limit.period);
        return limit.from.plus(limit.period.multipliedBy(periods));
    }

    private Patient patient(Address address) {
        return patients.computeIfAbsent(address, any -> new Patient());
    }
}
