package org.pcim.internal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.pcim.cipher.CipherIdentity;
import org.pcim.content.DagRoot;
import org.pcim.content.UnixFsDirectoryBuilder;
import org.pcim.content.UnixFsFileWriter;
import org.pcim.content.UnixFsReader;
import org.pcim.error.CipherException;
import org.pcim.ledger.LedgerHead;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.PinStatus;

/** Looks whether a store, a ledger and keys fit together. Each check gives one sentence, or throws what failed. */
public final class ClientCheck {

    private static final int PROBE_LENGTH = 32;

    private final ClientServices services;

    /** Checks of these. */
    public ClientCheck(ClientServices services) {
        this.services = services;
    }

    /** Writes a tiny graph, reads it back and lets it go again. */
    public String store() {
        byte[] probe = new byte[PROBE_LENGTH];
        new SecureRandom().nextBytes(probe);
        DagRoot root;
        try (BlockWriter blocks = services.store().write()) {
            UnixFsFileWriter file = new UnixFsFileWriter(blocks::put);
            file.write(probe, 0, probe.length);
            root = new UnixFsDirectoryBuilder().add("probe", file.finish()).finish(blocks::put);
            blocks.commit(root.cid());
        }
        try (BlockReader blocks = services.store().read(root.cid())) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            content.directory(root.cid()).values().forEach(content::block);
        }
        PinStatus status = services.store().status(root.cid());
        services.store().unpin(root.cid());
        return "a graph of two blocks was kept (" + status + "), read back and let go again";
    }

    /** Reads the head. */
    public String ledger() {
        LedgerHead head = services.ledger().head();
        return services.ledger().id() + ", owned by " + services.ledger().owner() + ", at block " + head.block();
    }

    /** Whether the certificate at hand is the newest one that this address has published, and its key works. */
    public String keys(Address address, CipherIdentity keys) {
        Bytes published = services.certificates()
                .require(address, services.verified().now())
                .published()
                .certificate();
        if (!published.equals(keys.certificate().encoded())) {
            throw new CipherException(
                    "use key",
                    address.toString(),
                    "another certificate is published for this address; publish this one");
        }
        byte[] text = {1, 2, 3};
        Bytes sealed = services.cipher().seal(text, List.of(keys.certificate()));
        if (!Arrays.equals(text, services.cipher().unseal(sealed, keys, text.length))) {
            throw new CipherException("use key", address.toString(), "it does not open what is encrypted for it");
        }
        return "published, and opens what is encrypted for it";
    }
}
