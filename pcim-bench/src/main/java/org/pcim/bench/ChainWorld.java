package org.pcim.bench;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.ethereum.EthereumAccessLedger;
import org.pcim.ethereum.PcacDeployment;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.signing.LedgerKey;
import org.pcim.store.ImageStore;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Study;
import org.pcim.testkit.program.ChainNode;

/** A client on a contract of its own, with a radiologist whose key is published. */
final class ChainWorld implements AutoCloseable {

    private static final BigInteger TEN_ETHER = BigInteger.TEN.pow(19);
    private static final int IMAGE_BYTES = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Who pays for what patients and requesters do. */
    enum Payment {
        /** They do, in transactions of their own. */
        OWN,
        /** The hospital does; they own no ether. */
        SPONSORED
    }

    final ChainNode chain;
    final PcacDeployment deployment;
    final EthereumAccessLedger ledger;
    final PcimClient pcim;
    private final Payment payment;
    final LedgerKey owner;
    private final ImageStore store;
    private final Identity radiologist;

    /** With images in a new embedded store. */
    ChainWorld(ChainNode chain, Path folder, Payment payment) {
        this(chain, EmbeddedImageStore.open(folder.resolve("store")), payment);
    }

    /** With images in a store, which is closed with it. */
    ChainWorld(ChainNode chain, ImageStore store, Payment payment) {
        this.chain = chain;
        this.store = store;
        this.payment = payment;
        owner = rich();
        deployment = PcacDeployment.builder()
                .node(chain.url())
                .chainId(chain.chainId())
                .owner(owner.address())
                .payer(owner)
                .deploy();
        EthereumAccessLedger.Builder opening = EthereumAccessLedger.builder()
                .node(chain.url())
                .chainId(chain.chainId())
                .contract(deployment.contract())
                .since(deployment.block())
                .confirmations(0);
        if (payment == Payment.SPONSORED) {
            opening.payer(rich());
        }
        ledger = opening.open();
        pcim = PcimClient.builder()
                .store(store)
                .ledger(ledger)
                .cipher(new OpenPgpImageCipher())
                .ledgerDeadline(PATIENCE)
                .build();
        radiologist = named("Radiology");
        pcim.owner(owner).registerInstitution(owner.address(), "Hospital");
        pcim.institution(owner).registerMember(Role.RADIOLOGIST, radiologist.address());
        pcim.radiologist(radiologist).publishKey();
    }

    /** Somebody new, who can pay if it is to, and has no published key. */
    Identity named(String name) {
        return identity(KeyParameters.named(Instant.now(), name));
    }

    /** A new patient, who can pay if it is to, and has a published key. */
    Identity patient() {
        Identity patient = identity(KeyParameters.withoutName(Instant.now()));
        pcim.patient(patient).publishKey();
        return patient;
    }

    /** A new requester with a published key. */
    Identity requester() {
        Identity requester = named("Doctor");
        pcim.requester(requester).publishKey();
        return requester;
    }

    /** A small image that is not registered yet. */
    Receipt deposit(Identity patient) {
        return deposit(
                new Study(List.of(new SyntheticInstance("image", IMAGE_BYTES)), IdentifyingValues.none()), patient);
    }

    /** A study that is not registered yet. */
    Receipt deposit(Study study, Identity patient) {
        return pcim.radiologist(radiologist)
                .deposit(study, patient.address(), new ImageDescription("CT", "HEAD"), "", Progress.none());
    }

    /** A small image that is registered. */
    ImageId image(Identity patient) {
        return pcim.patient(patient).createContract(deposit(patient)).id();
    }

    private Identity identity(KeyParameters parameters) {
        LedgerKey key = payment == Payment.OWN ? rich() : LedgerKey.generate();
        return Identity.of(key, OpenPgpKeys.generate(parameters));
    }

    private LedgerKey rich() {
        LedgerKey key = LedgerKey.generate();
        chain.fund(key.address(), TEN_ETHER);
        return key;
    }

    @Override
    public void close() {
        pcim.close();
        ledger.close();
        store.close();
    }
}
