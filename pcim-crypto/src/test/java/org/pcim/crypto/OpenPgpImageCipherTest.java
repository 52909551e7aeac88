package org.pcim.crypto;

import org.pcim.testkit.CipherHarness;
import org.pcim.testkit.ImageCipherContract;

class OpenPgpImageCipherTest extends ImageCipherContract {

    @Override
    protected CipherHarness newHarness() {
        return new OpenPgpCipherHarness();
    }
}
