package org.pcim.testkit.ledger;

import java.time.Duration;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerSigner;

/** A patient who limits approvals. */
abstract class LimitedSuite extends ImageSuite {

    void limit(long max, Duration period) {
        world.act(patient, new SetApprovalLimit(max, period));
    }

    LedgerSigner approve() {
        return world.approved(patient, image, DAY);
    }

    void assertLimitReached() {
        LedgerSigner requester = world.pending(image);
        world.assertRefused(
                Refusal.LIMIT_REACHED, patient, new ApproveRequester(image, requester.address(), world.grant(DAY)));
    }
}
