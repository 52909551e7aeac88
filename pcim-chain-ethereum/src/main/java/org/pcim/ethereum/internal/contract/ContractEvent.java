package org.pcim.ethereum.internal.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcim.ethereum.internal.rpc.EventLog;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.signing.Keccak256;

/** The events of the contract, and how each of them becomes a {@link LedgerEvent}. */
@SuppressWarnings("ImmutableEnumChecker") // a digest is, and a reader keeps nothing
enum ContractEvent {
    INSTITUTION_REGISTERED(
            LedgerEvent.InstitutionRegistered.class,
            "address",
            "string",
            (it, in) -> new LedgerEvent.InstitutionRegistered(it.address(1), in.string())),
    INSTITUTION_REMOVED(
            LedgerEvent.InstitutionRemoved.class,
            "address",
            "",
            (it, in) -> new LedgerEvent.InstitutionRemoved(it.address(1))),
    MEMBER_REGISTERED(
            LedgerEvent.MemberRegistered.class,
            "address,address",
            "uint256",
            (it, in) -> new LedgerEvent.MemberRegistered(it.address(1), in.role(), it.address(2))),
    MEMBER_REMOVED(
            LedgerEvent.MemberRemoved.class,
            "address,address",
            "uint256",
            (it, in) -> new LedgerEvent.MemberRemoved(it.address(1), in.role(), it.address(2))),
    KEY_PUBLISHED(LedgerEvent.KeyPublished.class, "address", "uint256,uint256,bytes", (it, in) -> {
        long sequence = in.number();
        in.number();
        return new LedgerEvent.KeyPublished(PackedKey.unpack(it.address(1), sequence, in.bytes()));
    }),
    CONTRACT_CREATED(LedgerEvent.ContractCreated.class, "bytes32,address", Struct.ATTESTATION + ",bytes", (it, in) -> {
        Attestation attestation = it.attestation(null, it.root(), in);
        PackedSignature packed = PackedSignature.unpack(in.bytes());
        return new LedgerEvent.ContractCreated(attestation, packed.signature(), packed.capsule());
    }),
    CORRECTION_ADDED(
            LedgerEvent.CorrectionAdded.class,
            "bytes32,address",
            "uint256,bytes32,bytes32," + Struct.ATTESTATION + ",bytes,bytes",
            (it, in) -> {
                int version = in.version();
                if (version < 2) {
                    throw AbiValues.malformed(null);
                }
                Attestation.Correction correction = new Attestation.Correction(it.image(), version, in.root());
                Attestation attestation = it.attestation(correction, in.root(), in);
                PackedSignature packed = PackedSignature.unpack(in.bytes());
                return new LedgerEvent.CorrectionAdded(attestation, packed.signature(), packed.capsule());
            }),
    ROTATION_ADDED(
            LedgerEvent.RotationAdded.class,
            "bytes32,address",
            "uint256,bytes32,bytes32,bytes,bytes",
            (it, in) -> new LedgerEvent.RotationAdded(
                    it.image(), it.address(2), new NewVersion(in.version(), in.root(), in.digest()), in.capsule())),
    ACCESS_REQUESTED(
            LedgerEvent.AccessRequested.class,
            "bytes32,address,address",
            "bool,bytes",
            (it, in) -> new LedgerEvent.AccessRequested(it.image(), it.address(2), it.address(3), in.text())),
    REQUEST_WITHDRAWN(
            LedgerEvent.RequestWithdrawn.class,
            "bytes32,address,address",
            "",
            (it, in) -> new LedgerEvent.RequestWithdrawn(it.image(), it.address(2), it.address(3))),
    REQUEST_APPROVED(
            LedgerEvent.RequestApproved.class,
            "bytes32,address,address",
            "uint256,uint256,bytes,uint256",
            (it, in) -> new LedgerEvent.RequestApproved(it.image(), it.address(2), it.address(3), grant(in))),
    REQUEST_RENEWED(
            LedgerEvent.RequestRenewed.class,
            "bytes32,address,address",
            "uint256,uint256,bytes,uint256",
            (it, in) -> new LedgerEvent.RequestRenewed(it.image(), it.address(2), it.address(3), grant(in))),
    REQUEST_DENIED(
            LedgerEvent.RequestDenied.class,
            "bytes32,address,address",
            "uint256,bool,bytes",
            (it, in) -> new LedgerEvent.RequestDenied(it.image(), it.address(2), it.address(3), reason(in))),
    REQUESTER_REMOVED(
            LedgerEvent.RequesterRemoved.class,
            "bytes32,address,address",
            "uint256,bool,bytes",
            (it, in) -> new LedgerEvent.RequesterRemoved(it.image(), it.address(2), it.address(3), reason(in))),
    AUTHORIZATION_SUCCESS(
            LedgerEvent.AuthorizationSuccess.class,
            "bytes32,address,address",
            "address",
            (it, in) -> new LedgerEvent.AuthorizationSuccess(it.image(), it.address(2), it.address(3), in.address())),
    AUTHORIZATION_FAILED(
            LedgerEvent.AuthorizationFailed.class,
            "bytes32,address,address",
            "address,uint256",
            (it, in) -> new LedgerEvent.AuthorizationFailed(
                    it.image(), it.address(2), it.address(3), in.address(), in.status())),
    APPROVAL_LIMIT_SET(
            LedgerEvent.ApprovalLimitSet.class,
            "address",
            "uint256,uint256",
            (it, in) -> new LedgerEvent.ApprovalLimitSet(it.address(1), in.number(), Duration.ofSeconds(in.number()))),
    REGISTERED_REQUESTERS_ONLY_SET(
            LedgerEvent.RegisteredRequestersOnlySet.class,
            "address",
            "bool",
            (it, in) -> new LedgerEvent.RegisteredRequestersOnlySet(it.address(1), in.bool()));

    private static final Map<Digest, ContractEvent> BY_TOPIC = new HashMap<>();

    static {
        for (ContractEvent event : values()) {
            BY_TOPIC.put(event.topic, event);
        }
    }

    private static final class Struct {
        private static final String ATTESTATION = "(bytes32,bytes32,bytes32,bytes32,bytes32)";
    }

    private interface Reader {
        LedgerEvent read(Indexed indexed, AbiValues data);
    }

    private final Class<? extends LedgerEvent> type;
    private final String signature;
    private final int topics;
    private final String data;
    private final Digest topic;
    private final Reader reader;

    ContractEvent(Class<? extends LedgerEvent> type, String indexed, String data, Reader reader) {
        this.type = type;
        this.signature = type.getSimpleName() + "(" + indexed + (data.isEmpty() ? "" : ",") + data + ")";
        this.topics = 1 + indexed.split(",", -1).length;
        this.data = data;
        this.topic = topic(signature);
        this.reader = reader;
    }

    /** The first topic of an event with this signature. */
    static Digest topic(String signature) {
        return Digest.of(Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)));
    }

    /** An address as it stands among the topics. */
    static Digest topic(Address address) {
        byte[] word = new byte[Digest.LENGTH];
        System.arraycopy(address.toByteArray(), 0, word, Digest.LENGTH - Address.LENGTH, Address.LENGTH);
        return Digest.of(word);
    }

    /** The address that stands at this place among the topics. */
    static Address address(EventLog log, int place) {
        byte[] word = log.topics().get(place).toByteArray();
        return Address.of(Arrays.copyOfRange(word, word.length - Address.LENGTH, word.length));
    }

    /** Where the certificate before this one was published, as {@link #KEY_PUBLISHED} says. */
    static long previousBlock(EventLog published) {
        AbiValues values = AbiValues.decode(KEY_PUBLISHED.data, published.data());
        values.number();
        return values.number();
    }

    /** Which event a log is of, if it is one of these. */
    static Optional<ContractEvent> of(EventLog log) {
        return log.topics().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(BY_TOPIC.get(log.topics().get(0)));
    }

    /** The events that are of one of these types, or of a type that extends one of them. */
    static Set<ContractEvent> of(Set<Class<? extends LedgerEvent>> types) {
        return Arrays.stream(values())
                .filter(event -> types.stream().anyMatch(type -> type.isAssignableFrom(event.type)))
                .collect(Collectors.toSet());
    }

    /** Its first topic. */
    Digest topic() {
        return topic;
    }

    /** As the ABI names it. */
    String signature() {
        return signature;
    }

    /**
     * Reads a log: an event, and after it a renewal for each grant that came with a version.
     *
     * @param ledger whose contract logged it
     * @throws org.pcim.error.LedgerException if it is no log of this event
     */
    List<LedgerEvent> read(EventLog log, LedgerId ledger) {
        if (log.topics().size() != topics) {
            throw AbiValues.malformed(null);
        }
        // A struct without anything of varying length is encoded as its members.
        String flat = data.replace("(", "").replace(")", "");
        AbiValues values = flat.isEmpty() ? AbiValues.none() : AbiValues.decode(flat, log.data());
        List<LedgerEvent> events = new ArrayList<>();
        events.add(reader.read(new Indexed(log, ledger), values));
        if (values.hasNext()) {
            events.addAll(PackedGrants.unpack(values.bytes(), events.get(0)));
        }
        return events;
    }

    private static Grant grant(AbiValues in) {
        return new Grant(in.version(), in.time(), in.capsule(), in.number());
    }

    private static Reason reason(AbiValues in) {
        return new Reason(in.reasonCode(), in.text());
    }

    /** The values of a log by which it can be found. */
    private record Indexed(EventLog log, LedgerId ledger) {

        Address address(int place) {
            return ContractEvent.address(log, place);
        }

        ImageId image() {
            return new ImageId(log.topics().get(1));
        }

        Cid root() {
            return new Cid(Cid.Codec.DAG_PB, log.topics().get(1));
        }

        Attestation attestation(Attestation.@Nullable Correction correction, Cid root, AbiValues in) {
            Digest statement = in.digest();
            Digest keyCheck = in.digest();
            Digest certificate = in.digest();
            Digest codes = in.digest();
            Digest attestedBy = in.digest();
            return new Attestation(
                    ledger,
                    address(2),
                    correction,
                    root,
                    statement,
                    keyCheck,
                    PackedAttestation.description(codes, attestedBy),
                    PackedAttestation.radiologist(attestedBy),
                    certificate,
                    PackedAttestation.date(attestedBy),
                    PackedAttestation.lastDay(attestedBy));
        }
    }
}
