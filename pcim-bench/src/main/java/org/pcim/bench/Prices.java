package org.pcim.bench;

import java.util.List;
import picocli.CommandLine.Option;

/** What gas and ether cost, for Table 1. */
final class Prices {

    /** Those of the paper's Table 1. */
    private static final Price PAPER = new Price(2, 187);

    /**
     * What gas costs.
     *
     * @param gwei for a unit of gas
     * @param dollars for one ether
     */
    record Price(double gwei, double dollars) {

        double dollars(double gas) {
            return gas * gwei * 1e-9 * dollars;
        }

        @Override
        public String toString() {
            return Measurement.number(gwei) + " Gwei and " + Measurement.number(dollars) + " USD for one ether";
        }
    }

    @Option(
            names = "--gas-price",
            paramLabel = "GWEI",
            description = "Table 1 also at this price of gas: ${DEFAULT-VALUE}, the paper's")
    private double gwei = PAPER.gwei();

    @Option(
            names = "--ether-price",
            paramLabel = "USD",
            description = "Table 1 also at this price of ether: ${DEFAULT-VALUE}, the paper's")
    private double dollars = PAPER.dollars();

    /** The paper's, and the one that was asked for, if it is another. */
    List<Price> all() {
        Price asked = new Price(gwei, dollars);
        return asked.equals(PAPER) ? List.of(PAPER) : List.of(PAPER, asked);
    }
}
