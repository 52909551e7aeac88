package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.StoredFiles.FIRST;
import static org.pcim.testkit.StoredFiles.SECOND;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.cipher.RevocationReason;
import org.pcim.content.Block;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.CipherException;
import org.pcim.error.LedgerException;
import org.pcim.error.PcimException;
import org.pcim.error.StoreException;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Signature;
import org.pcim.store.BlockReader;
import org.pcim.store.ImageStore;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;

/**
 * Stores and nodes of ledgers that lie: the client finds it, hands nothing out and leaves nothing on disk.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class HostilePartiesContract extends ClientContract {

    private static final String OTHER_BYTES =
            "the store answered with other bytes; restore its copy, or read from another store";

    private final Study study = ClientWorld.study(40, 40);

    @SuppressWarnings("NullAway.Init")
    private ImageId image;

    /** For the provider's subclass. */
    protected HostilePartiesContract() {}

    @BeforeEach
    void open() {
        image = world.register(study);
    }

    @Test
    void everyChangedByteOfAStoredMessageIsFoundByItsCid() {
        StoredFiles files = StoredFiles.read(world.harness.store(), root());
        byte[] message = files.get(FIRST);
        Cid cid = Block.of(Cid.Codec.RAW, message).cid();
        for (int at = 0; at < message.length; at++) {
            byte[] changed = message.clone();
            changed[at] ^= 1;
            ImageStore store = storeThatGives(
                    (asked, block) -> asked.equals(cid) ? Block.of(Cid.Codec.RAW, changed.clone()) : block);
            assertNotRetrieved(StoreException.class, OTHER_BYTES, store, world.harness.ledger(), world.patient);
        }
    }

    @Test
    void theBlockOfAnotherInstanceIsFoundByItsCid() {
        StoredFiles files = StoredFiles.read(world.harness.store(), root());
        Block first = Block.of(Cid.Codec.RAW, files.get(FIRST));
        Block second = Block.of(Cid.Codec.RAW, files.get(SECOND));
        ImageStore store = storeThatGives((asked, block) -> asked.equals(first.cid()) ? second : block);
        assertNotRetrieved(StoreException.class, OTHER_BYTES, store, world.harness.ledger(), world.patient);
    }

    @Test
    void theRootOfAnotherStudyIsFoundByItsCid() {
        ImageId other = world.register(ClientWorld.study(7));
        Cid otherRoot = world.harness.ledger().image(other).orElseThrow().root();
        Block root;
        try (BlockReader blocks = world.harness.store().read(otherRoot)) {
            root = blocks.get(otherRoot);
        }
        ImageStore store = storeThatGives((asked, block) -> asked.equals(root()) ? root : block);
        assertNotRetrieved(StoreException.class, OTHER_BYTES, store, world.harness.ledger(), world.patient);
    }

    @Test
    void aStoreThatHasNotEverything() {
        StoredFiles files = StoredFiles.read(world.harness.store(), root());
        Cid second = Block.of(Cid.Codec.RAW, files.get(SECOND)).cid();
        ImageStore store = storeThatGives((asked, block) -> {
            if (asked.equals(second)) {
                throw new BlockNotFoundException(second.toString());
            }
            return block;
        });
        assertNotRetrieved(
                BlockNotFoundException.class,
                "add a store that keeps a copy, or restore it",
                store,
                world.harness.ledger(),
                world.patient);
    }

    @Test
    void aCapsuleForSomebodyElse() {
        approve(world.doctor);
        approve(world.researcher);
        KeyCapsule theirs = world.harness
                .ledger()
                .capsule(image, world.researcher.address())
                .orElseThrow();
        AccessLedger node = nodeThatAnswers("capsule", (asked, honest) -> Optional.of(theirs));
        String reason = "it is not for this identity ("
                + world.doctor.keys().certificate().fingerprint() + "), or it was changed";
        assertNotRetrieved(CipherException.class, reason, world.harness.store(), node, world.doctor);
    }

    @Test
    void aCapsuleOfAnotherImage() {
        ImageId other = world.register(study);
        KeyCapsule another =
                world.harness.ledger().capsule(other, world.patient.address()).orElseThrow();
        AccessLedger node = nodeThatAnswers("capsule", (asked, honest) -> Optional.of(another));
        String reason = "it holds the key of another image or version than the ledger names";
        assertNotRetrieved(CipherException.class, reason, world.harness.store(), node, world.patient);
    }

    @Test
    void aCertificateWhoseBindingIsByAnotherAddress() {
        PublishedCertificate honest = published(world.patient);
        PublishedCertificate forged = new PublishedCertificate(
                honest.owner(),
                honest.sequence(),
                honest.certificate(),
                bound(honest, world.doctor),
                honest.certificateBinding());
        assertNoDeposit(LedgerException.class, forged, "its owner has not signed it; ask another node, or the owner");
    }

    @Test
    void anotherParticipantsCertificateAsOnesOwn() {
        PublishedCertificate honest = published(world.doctor);
        PublishedCertificate copied = new PublishedCertificate(
                world.patient.address(), 1, honest.certificate(), honest.ownerBinding(), honest.certificateBinding());
        PublishedCertificate signed = new PublishedCertificate(
                copied.owner(), 1, copied.certificate(), bound(copied, world.patient), copied.certificateBinding());
        assertNoDeposit(LedgerException.class, copied, "its owner has not signed it; ask another node, or the owner");
        assertNoDeposit(CipherException.class, signed, "the data is not what was signed");
    }

    @Test
    void aRevocationThatTheOwnerDidNotPublishIsNone() {
        PublishedCertificate unsigned = revoked(world.radiologist, world.radiologist, 2, world.doctor);
        AccessLedger node = nodeThatAnswers(
                "certificates",
                (owner, honest) ->
                        owner.equals(world.radiologist.address()) ? with((List<?>) honest, unsigned) : honest);
        assertRetrievedWithoutWarning(node);
    }

    @Test
    void aRevocationByAnotherKeyIsNone() {
        PublishedCertificate another = revoked(world.radiologist, world.doctor, 2, world.radiologist);
        AccessLedger ledger = world.harness.ledger();
        PreparedOperation prepared = ledger.prepare(new PublishKey(another), world.radiologist.address());
        Signature signature = world.radiologist.signer().sign(prepared.signable());
        ledger.await(ledger.submit(prepared, signature), Duration.ofSeconds(30));
        assertRetrievedWithoutWarning(ledger);
        assertThrows(CipherException.class, () -> world.deposit(study));
    }

    @Test
    void aRevocationThatWasSeenIsNotKeptBack() {
        world.pcim.radiologist(world.radiologist).revokeKey(RevocationReason.COMPROMISED);
        AccessLedger node = nodeThatAnswers("certificates", (owner, honest) -> ((List<?>) honest).subList(0, 1));
        try (PcimClient pcim = client(world.harness.store(), node)) {
            assertThrows(
                    CipherException.class,
                    () -> pcim.radiologist(world.radiologist)
                            .deposit(study, world.patient.address(), ClientWorld.CT_CHEST));
            assertRefused(
                    LedgerException.class,
                    "the ledger's node answered with an older one than before; ask another node",
                    () -> pcim.requester(world.patient).retrieve(image, folder.resolve("own")));
        }
        assertEquals(0, ClientWorld.countEntries(folder), "entries left on disk");
    }

    /** As if somebody published for an owner what a key revoked, bound by a signer. */
    private PublishedCertificate revoked(Identity owner, Identity key, long sequence, Identity signer) {
        Bytes certificate = world.harness.cipher().revoke(key.keys(), RevocationReason.COMPROMISED);
        PublishedCertificate unsigned = new PublishedCertificate(
                owner.address(),
                sequence,
                certificate,
                published(owner).ownerBinding(),
                PublishedCertificate.NO_BINDING);
        return new PublishedCertificate(
                owner.address(), sequence, certificate, bound(unsigned, signer), PublishedCertificate.NO_BINDING);
    }

    private List<Object> with(List<?> honest, PublishedCertificate more) {
        List<Object> all = new ArrayList<>(honest);
        all.add(new RecordedCertificate(more, world.harness.clock().instant()));
        return all;
    }

    private void assertRetrievedWithoutWarning(AccessLedger ledger) {
        try (PcimClient pcim = client(world.harness.store(), ledger)) {
            RetrievedStudy retrieved = pcim.requester(world.patient).retrieve(image, folder.resolve("own"));
            ClientWorld.assertRetrieved(study, retrieved);
            assertEquals(Optional.empty(), retrieved.revocation());
        }
    }

    private void assertNoDeposit(Class<? extends PcimException> type, PublishedCertificate lie, String reason) {
        RecordedCertificate recorded =
                new RecordedCertificate(lie, world.harness.clock().instant());
        AccessLedger node = nodeThatAnswers(
                "certificate",
                (owner, honest) -> owner.equals(world.patient.address()) ? Optional.of(recorded) : honest);
        try (PcimClient pcim = client(world.harness.store(), node)) {
            assertRefused(
                    type,
                    reason,
                    () -> pcim.radiologist(world.radiologist)
                            .deposit(study, world.patient.address(), ClientWorld.CT_CHEST));
        }
    }

    private void assertNotRetrieved(
            Class<? extends PcimException> type,
            String reason,
            ImageStore store,
            AccessLedger ledger,
            Identity reader) {
        Path target = folder.resolve("own");
        try (PcimClient pcim = client(store, ledger)) {
            assertRefused(type, reason, () -> pcim.requester(reader).retrieve(image, target));
        }
        assertEquals(0, ClientWorld.countEntries(folder), "entries left on disk");
    }

    private static void assertRefused(Class<? extends PcimException> type, String reason, Executable call) {
        String message = String.valueOf(assertThrowsExactly(type, call).getMessage());
        assertTrue(message.startsWith("Cannot ") && message.endsWith(reason), message);
    }

    private PcimClient client(ImageStore store, AccessLedger ledger) {
        return PcimClient.builder()
                .store(store)
                .ledger(ledger)
                .cipher(world.harness.cipher())
                .clock(world.harness.clock())
                .parallel(2)
                .build();
    }

    private ImageStore storeThatGives(BinaryOperator<Object> lie) {
        return Lying.in(
                ImageStore.class,
                world.harness.store(),
                "read",
                blocks -> Lying.about(BlockReader.class, (BlockReader) blocks, "get", lie));
    }

    private AccessLedger nodeThatAnswers(String method, BinaryOperator<Object> lie) {
        return Lying.about(AccessLedger.class, world.harness.ledger(), method, lie);
    }

    private void approve(Identity requester) {
        world.pcim
                .patient(world.patient)
                .approve(world.pcim.requester(requester).requestAccess(image, ""), world.days(1));
    }

    private Cid root() {
        return world.harness.ledger().image(image).orElseThrow().root();
    }

    private PublishedCertificate published(Identity identity) {
        return world.harness
                .ledger()
                .certificate(identity.address())
                .orElseThrow()
                .published();
    }

    /** A binding of what is published, signed by somebody. */
    private Signature bound(PublishedCertificate published, Identity signer) {
        AccessLedger ledger = world.harness.ledger();
        KeyBinding binding = published.binding(ledger.id());
        return signer.signer().sign(ledger.bindingData(binding));
    }
}
