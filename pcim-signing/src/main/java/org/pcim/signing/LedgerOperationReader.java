package org.pcim.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerId;
import org.pcim.model.LedgerText;
import org.pcim.model.ReasonCode;
import org.pcim.model.Role;
import org.pcim.model.Signature;

/** Reads an operation that {@link LedgerOperationWriter} wrote. */
final class LedgerOperationReader {

    private static final int MAX_CODE = 16;

    private final LedgerFieldReader in;
    private final LedgerId ledger;

    LedgerOperationReader(LedgerFieldReader in, LedgerId ledger) {
        this.in = in;
        this.ledger = ledger;
    }

    LedgerOperation read() {
        int kind = in.octet();
        return switch (kind) {
            case 1 -> new RegisterInstitution(in.address(), in.text(LedgerFieldWriter.MAX_FIELD));
            case 2 -> new RemoveInstitution(in.address());
            case 3 -> new RegisterMember(role(), in.address());
            case 4 -> new RemoveMember(role(), in.address());
            case 5 -> new PublishKey(certificate());
            case 6 -> new CreateContract(attestation(), in.signature(), in.capsule());
            case 7 -> request();
            case 8 -> new WithdrawRequest(image());
            case 9 -> approval();
            case 10 -> new RenewRequester(image(), in.address(), grant());
            case 11 -> new DenyRequester(image(), in.address(), reason());
            case 12 -> new RemoveRequester(image(), in.address(), reason());
            case 13 -> new TraceAuthorization(image(), in.address());
            case 14 -> new SetApprovalLimit(limitNumber(), Duration.ofSeconds(limitNumber()));
            case 15 -> new SetRegisteredRequestersOnly(in.flag());
            case 16 -> new AddCorrection(attestation(), in.signature(), in.capsule(), list(this::regrant));
            case 17 -> new AddRotation(image(), newVersion(), in.capsule(), list(in::address), list(this::regrant));
            case 18 -> new ApproveRequesters(list(this::approval));
            case 19 -> new RequestAccesses(list(this::request));
            default -> throw LedgerFieldReader.refused("it is of an unknown kind " + kind);
        };
    }

    private Role role() {
        return in.constant(Role.values(), Role::number);
    }

    private ImageId image() {
        return new ImageId(in.digest());
    }

    private PublishedCertificate certificate() {
        Address owner = in.address();
        long sequence = in.number(Long.MAX_VALUE);
        Bytes certificate = in.bytes(LedgerFieldWriter.MAX_FIELD);
        Signature ownerBinding = in.signature();
        return new PublishedCertificate(
                owner, sequence, certificate, ownerBinding, in.bytes(LedgerFieldWriter.MAX_FIELD));
    }

    private Attestation attestation() {
        Address patient = in.address();
        Attestation.@Nullable Correction correction = in.flag() ? correction() : null;
        Cid root = root();
        Digest statement = in.digest();
        Digest keyCheck = in.digest();
        @Nullable String modality = in.optionalText(MAX_CODE);
        @Nullable String bodyPart = in.optionalText(MAX_CODE);
        Address radiologist = in.address();
        Digest radiologistCertificate = in.digest();
        Instant date = in.time();
        return new Attestation(
                ledger,
                patient,
                correction,
                root,
                statement,
                keyCheck,
                new ImageDescription(modality, bodyPart),
                radiologist,
                radiologistCertificate,
                date,
                in.time());
    }

    private Attestation.Correction correction() {
        ImageId image = image();
        int version = version();
        if (version < 2) {
            throw LedgerFieldReader.refused("a correction in it makes version " + version);
        }
        return new Attestation.Correction(image, version, root());
    }

    private NewVersion newVersion() {
        return new NewVersion(version(), root(), in.digest());
    }

    private Cid root() {
        return new Cid(Cid.Codec.DAG_PB, in.digest());
    }

    private int version() {
        return (int) in.number(Integer.MAX_VALUE);
    }

    private Regrant regrant() {
        return new Regrant(in.address(), in.capsule(), in.number(Long.MAX_VALUE));
    }

    private RequestAccess request() {
        return new RequestAccess(image(), text());
    }

    private ApproveRequester approval() {
        return new ApproveRequester(image(), in.address(), grant());
    }

    private <T> List<T> list(Supplier<T> element) {
        return Stream.generate(element).limit(in.octet()).toList();
    }

    private LedgerText text() {
        return new LedgerText(in.flag(), in.bytes(LedgerText.MAX_LENGTH));
    }

    private Grant grant() {
        int version = version();
        Instant expiry = in.time();
        KeyCapsule capsule = in.capsule();
        return new Grant(version, expiry, capsule, in.number(Long.MAX_VALUE));
    }

    private Reason reason() {
        return new Reason(in.constant(ReasonCode.values(), ReasonCode::number), text());
    }

    private long limitNumber() {
        return in.number(LedgerFieldWriter.MAX_UINT32);
    }
}
