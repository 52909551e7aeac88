package org.pcim.bench;

import static org.pcim.bench.Check.require;
import static org.pcim.bench.Check.requireRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.bench.ChainWorld.Payment;
import org.pcim.dicom.DicomFolder;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.StoreException;
import org.pcim.examples.phantom.CtSeries;
import org.pcim.ipfs.IpfsImageStore;
import org.pcim.model.ImageId;
import org.pcim.model.Receipt;
import org.pcim.study.RetrievedStudy;
import org.pcim.testkit.program.AnvilNode;
import org.pcim.testkit.program.KuboNode;

/** A CT study of one patient on three private IPFS nodes and a chain, which a requester may open; and what it shows. */
final class SharedImage implements AutoCloseable {

    private static final int SLICES = 4;
    private static final String PATIENTS_NAME = "Phantom^Shepp";
    private static final int MAX_RECORD_BYTES = 4096;

    private final Path folder;
    private final List<KuboNode> nodes = new ArrayList<>();
    private final AnvilNode anvil;
    private final ChainWorld world;
    private final Identity patient;
    private final Identity doctor;
    private final Receipt receipt;
    private final ImageId image;
    private final ChainBlock registration;
    private int retrievals;

    SharedImage(Path folder, Sizes sizes) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        IpfsImageStore.Builder store = IpfsImageStore.builder();
        for (String name : List.of("hospital", "clinic", "archive")) {
            KuboNode node = KuboNode.start(folder.resolve(name));
            nodes.forEach(node::connect);
            nodes.add(node);
            store.node(node.rpc()).gateway(node.gateway());
        }
        anvil = AnvilNode.start();
        world = new ChainWorld(anvil, store.build(), Payment.OWN);
        patient = world.patient();
        doctor = world.requester();
        new CtSeries(SLICES, sizes.matrix()).write(original());
        receipt = world.deposit(DicomFolder.scan(original()).studies().get(0).toStudy(), patient);
        image = world.pcim.patient(patient).createContract(receipt).id();
        registration = ChainBlock.at(anvil, ChainBlock.newest(anvil));
        share(doctor);
    }

    List<Check> checks() {
        return List.of(
                new Check(
                        "source storage",
                        "the images lie on IPFS, the chain holds their root in less than 4 KiB",
                        this::sourceStorage),
                new Check(
                        "encryption", "no node's files hold the patient's name, the requester's do", this::encryption),
                new Check(
                        "smart contract",
                        "the contract refuses a removal by another than the patient",
                        this::smartContract),
                new Check(
                        "sharing without the chain's operator",
                        "the owner dismisses the hospital and cannot decide; the patient goes on sharing",
                        this::sharingWithoutOperator),
                new Check(
                        "offline data access",
                        "the hospital's node is stopped; the requester retrieves everything",
                        this::offlineAccess),
                new Check(
                        "server attack resistance",
                        "one node's blocks are changed, one node is stopped; the requester retrieves everything",
                        this::attackedServers),
                new Check(
                        "tamper-proof",
                        "only nodes with changed blocks are left; nothing is handed out",
                        this::tamperedImage));
    }

    private void sourceStorage() throws IOException {
        for (KuboNode node : nodes) {
            require(node.isPinned(receipt.attestation().root()), "a node does not keep the images");
        }
        require(registration.transactions() == 1, "the registration has no block of its own");
        require(registration.bytes() < MAX_RECORD_BYTES, "the record has " + registration.bytes() + " bytes");
        require(
                world.ledger
                        .image(image)
                        .orElseThrow()
                        .root()
                        .equals(receipt.attestation().root()),
                "the ledger names another root");
    }

    private void encryption() throws IOException {
        require(holdsName(original()), "the search does not find the name where it is");
        for (KuboNode node : nodes) {
            require(!holdsName(node.repository()), "the patient's name lies in " + node.repository());
        }
        require(holdsName(retrieve(doctor).folder()), "the requester does not see what was deposited");
    }

    private void smartContract() throws IOException {
        Identity stranger = world.patient();
        requireRefused(
                LedgerRefusalException.class,
                () -> world.pcim.patient(stranger).remove(image, doctor.address(), ""),
                "a stranger's removal is not refused by the contract");
        require(world.ledger.access(image, doctor.address()).inForce(Instant.now()), "the approval is gone");
    }

    private void sharingWithoutOperator() throws IOException {
        world.pcim.owner(world.owner).removeInstitution(world.owner.address());
        Identity operator = Identity.of(world.owner, world.named("Operator").keys());
        requireRefused(
                LedgerRefusalException.class,
                () -> world.pcim.patient(operator).remove(image, doctor.address(), ""),
                "the operator's removal is not refused by the contract");
        Identity another = world.requester();
        share(another);
        requireWhole(retrieve(another));
    }

    private void offlineAccess() throws IOException {
        nodes.get(0).close();
        requireWhole(retrieve(doctor));
    }

    /** The hospital's node is back, but what it holds was changed; the clinic's is stopped. */
    private void attackedServers() throws IOException {
        nodes.get(0).start();
        corrupt(nodes.get(0));
        nodes.get(1).close();
        requireWhole(retrieve(doctor));
    }

    private void tamperedImage() throws IOException {
        nodes.get(1).start();
        corrupt(nodes.get(1));
        corrupt(nodes.get(2));
        Path target = target();
        requireRefused(
                StoreException.class,
                () -> world.pcim.requester(doctor).retrieve(image, target),
                "changed images are not refused");
        require(!Files.exists(target), "something of the changed images was handed out");
    }

    private void share(Identity requester) {
        world.pcim.requester(requester).requestAccess(image, "Second opinion");
        world.pcim
                .patient(patient)
                .approve(
                        world.pcim.patient(patient).pendingRequests().get(0),
                        GrantTerms.until(Instant.now().plus(Duration.ofDays(1))));
    }

    private RetrievedStudy retrieve(Identity requester) {
        return world.pcim.requester(requester).retrieve(image, target());
    }

    private void requireWhole(RetrievedStudy study) throws IOException {
        List<Path> originals = Folders.files(original());
        List<Path> files = Folders.files(study.folder());
        require(files.size() == originals.size(), files.size() + " of " + originals.size() + " files came");
        for (int i = 0; i < files.size(); i++) {
            require(Files.mismatch(files.get(i), originals.get(i)) < 0, files.get(i) + " is another");
        }
    }

    /** Changes a byte of each block that a node keeps in a file. */
    private static void corrupt(KuboNode node) throws IOException {
        try (Stream<Path> files = Files.walk(node.repository().resolve("blocks"))) {
            for (Path block :
                    files.filter(file -> file.toString().endsWith(".data")).toList()) {
                byte[] bytes = Files.readAllBytes(block);
                if (bytes.length > 0) {
                    bytes[bytes.length / 2] ^= 1;
                    block.toFile().setWritable(true);
                    Files.write(block, bytes);
                }
            }
        }
    }

    private static boolean holdsName(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(PATIENTS_NAME)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Path original() {
        return folder.resolve("original");
    }

    private Path target() {
        return folder.resolve("retrieved" + ++retrievals);
    }

    @Override
    public void close() {
        world.close();
        anvil.close();
        nodes.forEach(KuboNode::close);
    }
}
