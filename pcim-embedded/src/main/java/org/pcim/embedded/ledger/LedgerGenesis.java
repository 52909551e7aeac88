package org.pcim.embedded.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.pcim.ledger.LedgerHead;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/**
 * What an embedded ledger is from its creation on.
 *
 * @param id which ledger it is
 * @param owner who may register institutions
 * @param created when it was made, in seconds since 1970
 */
record LedgerGenesis(LedgerId id, Address owner, long created) {

    /** The head before the first entry; its hash is that of all the fields. */
    LedgerHead head() {
        Digest hash = Digest.sha256(
                "PCIM embedded ledger 1\n".getBytes(StandardCharsets.US_ASCII),
                id.text().getBytes(StandardCharsets.US_ASCII),
                owner.toByteArray(),
                ByteBuffer.allocate(Long.BYTES).putLong(created).array());
        return new LedgerHead(0, Instant.ofEpochSecond(created), hash);
    }
}
