package org.pcim.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pcim.Identity;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.ledger.Access;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.PreparedOperation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;

/** The copy of an image for one requester in the hands of the patient, who puts together another one. */
final class HostileCopy extends HostileContent {

    private static final Pattern ROOT = Pattern.compile("(?<=\"root\" : \")\\w+");

    private final ImageId image;
    private final Identity requester;
    private final String notice;

    private HostileCopy(ClientWorld world, ImageId image, Identity requester, String notice) {
        super(
                world,
                StoredFiles.read(world.harness.store(), root(notice)),
                world.harness.cipher().encryptCopy(requester.keys().certificate()));
        this.image = image;
        this.requester = requester;
        this.notice = notice;
        // All messages of a copy have one session key.
        for (String path : files.paths()) {
            files.put(path, encrypt(decrypt(path)));
        }
    }

    /** Of what an approval gave to the requester. */
    static HostileCopy of(ClientWorld world, ImageId image, Identity requester) {
        KeyCapsule capsule =
                world.harness.ledger().capsule(image, requester.address()).orElseThrow();
        byte[] notice = world.harness.cipher().unseal(capsule.bytes(), world.patient.keys(), 1024);
        return new HostileCopy(world, image, requester, new String(notice, StandardCharsets.UTF_8));
    }

    @Override
    MessageDecryptor decryptor() {
        return world.harness.cipher().openCopy(requester.keys());
    }

    /** Stores the files as they now are; gives a notice that says where. */
    String store() {
        String root = files.write(world.harness.store()).toString();
        return ROOT.matcher(notice).replaceFirst(root);
    }

    /** Gives the requester a notice, sealed as it should be. */
    void give(String text) {
        give(text, List.of(requester.keys().certificate(), world.patient.keys().certificate()));
    }

    /** Gives the requester the honest copy again. */
    void giveBack() {
        give(notice);
    }

    /** Gives the requester a notice that others can read. */
    void give(String text, List<RecipientCertificate> readers) {
        Bytes sealed = world.harness.cipher().seal(text.getBytes(StandardCharsets.UTF_8), readers);
        AccessLedger ledger = world.harness.ledger();
        Access access = ledger.access(image, requester.address());
        Grant grant = new Grant(
                access.version(), world.days(1).expiry(), new KeyCapsule(sealed), access.certificateSequence());
        PreparedOperation prepared =
                ledger.prepare(new RenewRequester(image, requester.address(), grant), world.patient.address());
        ledger.await(ledger.submit(prepared, world.patient.signer().sign(prepared.signable())), Duration.ofMinutes(1));
    }

    private static Cid root(String notice) {
        Matcher root = ROOT.matcher(notice);
        if (!root.find()) {
            throw new IllegalStateException("A notice without a root");
        }
        return Cid.parse(root.group());
    }
}
