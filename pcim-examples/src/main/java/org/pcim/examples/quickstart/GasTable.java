package org.pcim.examples.quickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcim.ethereum.EthereumAccessLedger;
import org.pcim.ethereum.RecordedTransaction;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.AuthorizationSuccess;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.ledger.RecordedEvent;

/** What each step took in gas, beside Table 1 of the paper. */
final class GasTable {

    private static final int SHOWN = 3;

    private final EthereumAccessLedger ledger;
    private final Screen screen;

    GasTable(EthereumAccessLedger ledger, Screen screen) {
        this.ledger = ledger;
        this.screen = screen;
    }

    /** A function by the paper's name, with its gas in the paper's Table 1; or by ours, which the paper does not have. */
    private record Function(String name, @Nullable Integer paper) {

        static Function of(LedgerEvent event) {
            if (event instanceof ContractCreated) {
                return new Function("create_contract", 67_394);
            } else if (event instanceof AccessRequested) {
                return new Function("requesting_access", 246_908);
            } else if (event instanceof RequestApproved) {
                return new Function("approve_IRs", 170_412);
            } else if (event instanceof AuthorizationSuccess || event instanceof AuthorizationFailed) {
                return new Function("trace_authorization", 34_266);
            } else if (event instanceof RequesterRemoved) {
                return new Function("remove_IRs", 59_358);
            }
            return new Function(event.getClass().getSimpleName(), null);
        }
    }

    void show(List<RecordedEvent> events) {
        screen.step("Gas of every transaction, beside the paper's Table 1");
        screen.say("%-28s %9s %9s  %s".formatted("step", "gas", "paper", "transaction"));
        Map<Function, List<RecordedTransaction>> byFunction = new LinkedHashMap<>();
        for (RecordedEvent event : events) {
            ledger.transaction(event.operation())
                    .ifPresent(transaction -> byFunction
                            .computeIfAbsent(Function.of(event.event()), function -> new ArrayList<>())
                            .add(transaction));
        }
        byFunction.forEach(this::show);
        screen.say(
                "patients and requesters own no ether: they signed, and the payer sent; a transaction of one's own,");
        screen.say("which the paper measured, takes a third less (docs/ledger.md)");
    }

    private void show(Function function, List<RecordedTransaction> transactions) {
        String paper = function.paper == null ? "" : "%,d".formatted(function.paper);
        transactions.stream()
                .limit(SHOWN)
                .forEach(it ->
                        screen.say("%-28s %,9d %9s  %s".formatted(function.name, it.gasUsed(), paper, it.hash())));
        if (transactions.size() > SHOWN) {
            screen.say("  and " + (transactions.size() - SHOWN) + " more");
        }
    }
}
