package org.pcim.bench;

import java.util.List;

/** The functions of the paper's contract, with the gas that its Table 1 states, and what ours may take. */
enum PaperFunction {
    CREATE_CONTRACT("create_contract", 67_394, 63_000),
    REQUESTING_ACCESS("requesting_access", 246_908, 61_000),
    APPROVE_IRS("approve_IRs", 170_412, 40_000),
    TRACE_AUTHORIZATION("trace_authorization", 34_266, 27_500),
    REMOVE_IRS("remove_IRs", 59_358, 40_000);

    final String paperName;
    final int paperGas;
    final int target;

    PaperFunction(String paperName, int paperGas, int target) {
        this.paperName = paperName;
        this.paperGas = paperGas;
        this.target = target;
    }

    Measurement paper() {
        return Measurement.once("paper, Table 1", "gas", paperGas);
    }

    static List<PaperFunction> all() {
        return List.of(values());
    }
}
