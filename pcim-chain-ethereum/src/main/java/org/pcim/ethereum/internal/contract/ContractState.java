package org.pcim.ethereum.internal.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.error.PrunedEventException;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.EventLog;
import org.pcim.ethereum.internal.rpc.LogFilter;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.rpc.UnknownBlockException;
import org.pcim.ledger.Access;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.Institution;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerEvent.CorrectionAdded;
import org.pcim.ledger.LedgerEvent.InstitutionRegistered;
import org.pcim.ledger.LedgerEvent.KeyPublished;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerEvent.RotationAdded;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.Standing;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerId;
import org.pcim.model.Role;
import org.pcim.model.Signature;

/**
 * What the contract says now.
 *
 * <p>Its slots say in which block the rest was logged, so that everything is found by one call for each slot and one for
 * the logs of a block. Both are read at blocks of one chain: where a reorganisation came between, they are read again.
 */
public final class ContractState {

    private static final Set<ContractEvent> ATTESTED =
            Set.of(ContractEvent.CONTRACT_CREATED, ContractEvent.CORRECTION_ADDED);
    private static final Set<ContractEvent> VERSIONS =
            Set.of(ContractEvent.CONTRACT_CREATED, ContractEvent.CORRECTION_ADDED, ContractEvent.ROTATION_ADDED);
    private static final Set<ContractEvent> GRANTED = Set.of(
            ContractEvent.REQUEST_APPROVED,
            ContractEvent.REQUEST_RENEWED,
            ContractEvent.CORRECTION_ADDED,
            ContractEvent.ROTATION_ADDED);

    private static final Address NOBODY = Address.of(new byte[Address.LENGTH]);

    private final EthereumNodes nodes;
    private final LedgerId ledger;
    private final Address contract;

    /** Of the contract of this ledger. */
    public ContractState(EthereumNodes nodes, LedgerId ledger, Address contract) {
        this.nodes = nodes;
        this.ledger = ledger;
        this.contract = contract;
    }

    /** Who may register institutions. */
    public Address owner() {
        return nodes.atHead(
                head -> read(head, "address", new AbiTuple().call("owner")).address());
    }

    /** As {@link org.pcim.ledger.AccessLedger#image}. */
    public Optional<ImageRecord> image(ImageId id) {
        return nodes.atHead(head -> {
            ImageSlot slot = imageSlot(head, id);
            if (slot == null) {
                return Optional.empty();
            }
            Found attested = lastOfImage(head, id, slot.attestedBlock, ATTESTED);
            Attestation attestation = attestation(attested.event);
            ImageRecord.Rotation rotation = null;
            if (attestation.version() != slot.version) {
                Found rotated = lastOfImage(head, id, slot.block, Set.of(ContractEvent.ROTATION_ADDED));
                RotationAdded added = (RotationAdded) rotated.event;
                rotation = new ImageRecord.Rotation(
                        added.rotation().number(),
                        added.rotation().root(),
                        added.rotation().keyCheck(),
                        rotated.time);
            }
            ImageRecord image = new ImageRecord(attestation, signature(attested.event), attested.time, rotation);
            if (image.version() != slot.version || !isCurrentRoot(head, slot.version, id, image.root())) {
                throw unfit(head);
            }
            return Optional.of(image);
        });
    }

    /** As {@link org.pcim.ledger.AccessLedger#access}. */
    public Access access(ImageId image, Address requester) {
        return nodes.atHead(head -> {
            AccessSlot slot = accessSlot(head, image, requester);
            if (slot.block == 0) {
                return new Access(image, requester, slot.status, null, 0, 0);
            }
            Grant grant = grant(head, image, requester, slot);
            return new Access(image, requester, slot.status, slot.expiry, grant.version(), grant.certificateSequence());
        });
    }

    /** As {@link org.pcim.ledger.AccessLedger#capsule}. */
    public Optional<KeyCapsule> capsule(ImageId image, Address participant) {
        return nodes.atHead(head -> {
            AccessSlot slot = accessSlot(head, image, participant);
            if (slot.block != 0) {
                return Optional.of(grant(head, image, participant, slot).capsule());
            }
            ImageSlot own = imageSlot(head, image);
            if (own == null || !own.patient.equals(participant)) {
                return Optional.empty();
            }
            return Optional.of(patientCapsule(lastOfImage(head, image, own.block, VERSIONS).event));
        });
    }

    /** As {@link org.pcim.ledger.AccessLedger#standing}. */
    public Optional<Standing> standing(ImageId id, Address participant) {
        return nodes.atHead(head -> {
            ImageSlot image = imageSlot(head, id);
            if (image == null) {
                return Optional.empty();
            }
            AccessSlot access = accessSlot(head, id, participant);
            return Optional.of(new Standing(
                    image.patient, image.version, access.status, access.block == 0 ? null : access.expiry));
        });
    }

    /** As {@link org.pcim.ledger.AccessLedger#isCurrentRoot}. */
    public boolean isCurrentRoot(ImageId image, Cid root) {
        return nodes.atHead(head -> isCurrentRoot(head, image, root));
    }

    /** As {@link org.pcim.ledger.AccessLedger#certificate}. */
    public Optional<RecordedCertificate> certificate(Address owner) {
        return nodes.atHead(head -> {
            AbiValues slot =
                    read(head, "uint256,uint256", new AbiTuple().address(owner).call("keyOf"));
            long sequence = slot.number();
            long block = slot.number();
            if (block == 0) {
                return Optional.empty();
            }
            List<Published> published = published(head, owner, block);
            RecordedCertificate newest = published.get(published.size() - 1).certificate;
            if (newest.published().sequence() != sequence) {
                throw unfit(head);
            }
            return Optional.of(newest);
        });
    }

    /** As {@link org.pcim.ledger.AccessLedger#certificates}. */
    public List<RecordedCertificate> certificates(Address owner) {
        return nodes.atHead(head -> {
            AbiValues slot =
                    read(head, "uint256,uint256", new AbiTuple().address(owner).call("keyOf"));
            slot.number();
            List<RecordedCertificate> certificates = new ArrayList<>();
            for (long block = slot.number(), before; block != 0; block = before) {
                List<Published> published = published(head, owner, block);
                certificates.addAll(
                        0, published.stream().map(Published::certificate).toList());
                before = published.get(0).previousBlock;
                if (before >= block) {
                    throw AbiValues.malformed(null);
                }
            }
            return certificates;
        });
    }

    /** As {@link org.pcim.ledger.AccessLedger#institutionOf}. */
    public Optional<Institution> institutionOf(Role role, Address member) {
        return nodes.atHead(head -> {
            Address institution = read(
                            head,
                            "address",
                            new AbiTuple().uint(role.number()).address(member).call("institutionOf"))
                    .address();
            if (institution.equals(NOBODY)) {
                return Optional.empty();
            }
            long block = read(
                            head, "uint256", new AbiTuple().address(institution).call("institutionBlock"))
                    .number();
            if (block == 0) {
                return Optional.empty();
            }
            Found registered = last(
                    head, block, List.of(topics(Set.of(ContractEvent.INSTITUTION_REGISTERED)), topic(institution)));
            return Optional.of(new Institution(institution, ((InstitutionRegistered) registered.event).name()));
        });
    }

    /** The block in which a signed call was recorded; 0 if it was not. */
    public long recordedAt(Digest digest, BlockHeader head) {
        return read(head, "uint256", new AbiTuple().bytes32(digest).call("recordedAt"))
                .number();
    }

    private record ImageSlot(Address patient, int version, long block, long attestedBlock) {}

    private record AccessSlot(AccessStatus status, Instant expiry, long block) {}

    private record Found(LedgerEvent event, Instant time) {}

    private record Published(RecordedCertificate certificate, long previousBlock) {}

    private @Nullable ImageSlot imageSlot(BlockHeader head, ImageId image) {
        AbiValues slot = read(
                head,
                "address,uint256,uint256,uint256",
                new AbiTuple().bytes32(image.digest()).call("imageOf"));
        Address patient = slot.address();
        int version = slot.version();
        long block = slot.number();
        return block == 0 ? null : new ImageSlot(patient, version, block, slot.number());
    }

    /** A first version's root is the image's id. */
    private boolean isCurrentRoot(BlockHeader head, int version, ImageId image, Cid root) {
        return version == 1 ? root.digest().equals(image.digest()) : isCurrentRoot(head, image, root);
    }

    private boolean isCurrentRoot(BlockHeader head, ImageId image, Cid root) {
        return read(
                        head,
                        "bool",
                        new AbiTuple()
                                .bytes32(image.digest())
                                .bytes32(root.digest())
                                .call("isCurrentRoot"))
                .bool();
    }

    private AccessSlot accessSlot(BlockHeader head, ImageId image, Address requester) {
        AbiValues slot = read(
                head,
                "uint256,uint256,uint256",
                new AbiTuple().bytes32(image.digest()).address(requester).call("accessOf"));
        return new AccessSlot(slot.status(), slot.time(), slot.number());
    }

    private Grant grant(BlockHeader head, ImageId image, Address requester, AccessSlot slot) {
        BlockHeader block = nodes.ancestor(head, slot.block);
        Grant grant = null;
        for (EventLog log : logs(head, block, List.of(topics(GRANTED), List.of(image.digest())))) {
            for (PlacedEvent it : PlacedEvent.of(log, ledger)) {
                if (it.event() instanceof RequestApproved approved
                        && approved.requester().equals(requester)) {
                    grant = approved.grant();
                } else if (it.event() instanceof RequestRenewed renewed
                        && renewed.requester().equals(requester)) {
                    grant = renewed.grant();
                }
            }
        }
        if (grant == null || !grant.expiry().equals(slot.expiry)) {
            throw unfit(head);
        }
        return grant;
    }

    private List<Published> published(BlockHeader head, Address owner, long block) {
        List<List<Digest>> topics = List.of(topics(Set.of(ContractEvent.KEY_PUBLISHED)), topic(owner));
        BlockHeader at = nodes.ancestor(head, block);
        return logs(head, at, topics).stream()
                .map(log -> {
                    KeyPublished event = (KeyPublished)
                            ContractEvent.KEY_PUBLISHED.read(log, ledger).get(0);
                    return new Published(
                            new RecordedCertificate(event.certificate(), at.time()), ContractEvent.previousBlock(log));
                })
                .toList();
    }

    private Found lastOfImage(BlockHeader head, ImageId image, long block, Set<ContractEvent> kinds) {
        return last(head, block, List.of(topics(kinds), List.of(image.digest())));
    }

    /** What a block says last about something. */
    private Found last(BlockHeader head, long number, List<List<Digest>> topics) {
        BlockHeader block = nodes.ancestor(head, number);
        List<EventLog> logs = logs(head, block, topics);
        EventLog last = logs.get(logs.size() - 1);
        ContractEvent kind = ContractEvent.of(last).orElseThrow(() -> AbiValues.malformed(null));
        return new Found(kind.read(last, ledger).get(0), block.time());
    }

    /** Logs of which there is one at least, since a slot says so. */
    private List<EventLog> logs(BlockHeader head, BlockHeader block, List<List<Digest>> topics) {
        List<EventLog> logs = nodes.logs(new LogFilter(contract, topics), block.hash());
        if (logs.isEmpty()) {
            if (isReplaced(head)) {
                throw unknown(head);
            }
            throw new PrunedEventException("read the contract", "", block.number());
        }
        return logs;
    }

    /** What was read does not fit together: the chain was reorganised meanwhile, or else a node has lied. */
    private RuntimeException unfit(BlockHeader head) {
        return isReplaced(head) ? unknown(head) : AbiValues.malformed(null);
    }

    private boolean isReplaced(BlockHeader head) {
        return nodes.block(head.number())
                .filter(now -> now.hash().equals(head.hash()))
                .isEmpty();
    }

    private static UnknownBlockException unknown(BlockHeader head) {
        return new UnknownBlockException(head.hash().toString());
    }

    private AbiValues read(BlockHeader head, String types, Bytes call) {
        try {
            return AbiValues.decode(types, nodes.call(null, contract, call, head.hash()));
        } catch (RevertException e) {
            throw AbiValues.malformed(e);
        }
    }

    private static List<Digest> topics(Set<ContractEvent> kinds) {
        return kinds.stream().map(ContractEvent::topic).toList();
    }

    private static List<Digest> topic(Address address) {
        return List.of(ContractEvent.topic(address));
    }

    private static Attestation attestation(LedgerEvent event) {
        return event instanceof ContractCreated it ? it.attestation() : ((CorrectionAdded) event).attestation();
    }

    private static Signature signature(LedgerEvent event) {
        return event instanceof ContractCreated it
                ? it.attestationSignature()
                : ((CorrectionAdded) event).attestationSignature();
    }

    private static KeyCapsule patientCapsule(LedgerEvent event) {
        if (event instanceof ContractCreated it) {
            return it.patientCapsule();
        }
        return event instanceof CorrectionAdded it ? it.patientCapsule() : ((RotationAdded) event).patientCapsule();
    }
}
