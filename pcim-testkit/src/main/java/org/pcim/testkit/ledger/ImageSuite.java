package org.pcim.testkit.ledger;

import org.junit.jupiter.api.BeforeEach;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.ImageId;

/** Tests about one image of one patient. */
abstract class ImageSuite extends LedgerSuite {

    @SuppressWarnings("NullAway.Init")
    LedgerSigner patient;

    @SuppressWarnings("NullAway.Init")
    ImageId image;

    @BeforeEach
    void register() {
        patient = world.participant();
        image = world.image(patient);
    }
}
