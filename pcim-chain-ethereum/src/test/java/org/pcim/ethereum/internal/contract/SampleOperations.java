package org.pcim.ethereum.internal.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** One operation of each kind. */
final class SampleOperations {

    static final LedgerId LEDGER = LedgerId.ethereum(31_337, address("ee"));
    static final Address REQUESTER = address("aa");
    static final Address PATIENT = address("bb");
    static final Address RADIOLOGIST = address("cc");
    static final ImageId IMAGE = new ImageId(digest("11"));
    static final KeyCapsule CAPSULE = new KeyCapsule(Bytes.fromHex("0102"));
    static final Signature SIGNATURE = new Signature(Bytes.fromHex("0304"));

    private static final Grant GRANT = new Grant(3, Instant.ofEpochSecond(1_767_225_600), CAPSULE, 7);
    private static final Reason REASON =
            new Reason(ReasonCode.AGREEMENT_ENDED, LedgerText.sealed(Bytes.fromHex("0506")));
    private static final RequestAccess REQUEST = new RequestAccess(IMAGE, LedgerText.readable("why"));

    private SampleOperations() {}

    static PublishKey publishKey() {
        return new PublishKey(new PublishedCertificate(
                REQUESTER, 7, Bytes.fromHex("0102"), new Signature(Bytes.fromHex("03")), Bytes.fromHex("0405")));
    }

    static RequestAccess requestAccess() {
        return REQUEST;
    }

    static CreateContract createContract() {
        return new CreateContract(attestation(null, root("11")), SIGNATURE, CAPSULE);
    }

    static ApproveRequester approveRequester(Address requester) {
        return new ApproveRequester(IMAGE, requester, GRANT);
    }

    static ApproveRequesters approveRequesters() {
        return new ApproveRequesters(List.of(approveRequester(REQUESTER), approveRequester(PATIENT)));
    }

    static AddCorrection addCorrection() {
        Attestation.Correction correction = new Attestation.Correction(IMAGE, 2, root("11"));
        return new AddCorrection(attestation(correction, root("55")), SIGNATURE, CAPSULE, List.of());
    }

    static AddRotation addRotation() {
        NewVersion version = new NewVersion(4, root("55"), digest("66"));
        Regrant grant = new Regrant(RADIOLOGIST, new KeyCapsule(Bytes.fromHex("0a0b0c")), 9);
        return new AddRotation(IMAGE, version, CAPSULE, List.of(REQUESTER, PATIENT), List.of(grant));
    }

    static DenyRequester denyRequester() {
        return new DenyRequester(IMAGE, REQUESTER, REASON);
    }

    static List<LedgerOperation> all() {
        return List.of(
                new RegisterInstitution(REQUESTER, "Hôpital"),
                new RemoveInstitution(REQUESTER),
                new RegisterMember(Role.RADIOLOGIST, REQUESTER),
                new RemoveMember(Role.REQUESTER, REQUESTER),
                publishKey(),
                createContract(),
                REQUEST,
                new RequestAccesses(List.of(REQUEST)),
                new WithdrawRequest(IMAGE),
                approveRequester(REQUESTER),
                approveRequesters(),
                new RenewRequester(IMAGE, REQUESTER, GRANT),
                denyRequester(),
                new RemoveRequester(IMAGE, REQUESTER, REASON),
                new TraceAuthorization(IMAGE, REQUESTER),
                addCorrection(),
                addRotation(),
                new SetApprovalLimit(3, Duration.ofDays(1)),
                new SetRegisteredRequestersOnly(true));
    }

    static Digest digest(String octet) {
        return Digest.fromHex(octet.repeat(Digest.LENGTH));
    }

    private static Cid root(String octet) {
        return new Cid(Cid.Codec.DAG_PB, digest(octet));
    }

    private static Address address(String octet) {
        return new Address(Bytes.fromHex(octet.repeat(Address.LENGTH)));
    }

    private static Attestation attestation(Attestation.@Nullable Correction correction, Cid root) {
        return new Attestation(
                LEDGER,
                PATIENT,
                correction,
                root,
                digest("22"),
                digest("33"),
                new ImageDescription("CT", "CHEST"),
                RADIOLOGIST,
                digest("44"),
                Instant.ofEpochSecond(1_764_547_200),
                Instant.ofEpochSecond(1_772_323_200));
    }
}
