package org.pcim;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link PcimClient#check} found.
 *
 * @param findings what was looked at, in order
 */
public record CheckReport(List<Finding> findings) {

    /** Copies the list. */
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /**
     * One thing that was looked at.
     *
     * @param what what it was: "store", "ledger", "key of 0x..."
     * @param good whether it is as it has to be
     * @param detail one sentence; what to do if it is not good
     */
    public record Finding(String what, boolean good, String detail) {}

    /** Whether everything is as it has to be. */
    public boolean allGood() {
        return findings.stream().allMatch(Finding::good);
    }

    /** A line for each finding. */
    @Override
    public String toString() {
        return findings.stream()
                .map(finding -> (finding.good ? "good  " : "BAD   ") + finding.what + ": " + finding.detail)
                .collect(Collectors.joining("\n"));
    }
}
