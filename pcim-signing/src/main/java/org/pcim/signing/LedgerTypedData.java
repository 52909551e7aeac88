package org.pcim.signing;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.Grant;
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
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerId;

/**
 * What participants sign on one PCIM ledger, as EIP-712. The types stand in docs/ledger.md.
 *
 * <p>Every operation's struct is named after it and ends with {@code address sender,uint256 nonce,uint64 deadline}. A
 * code that is left out of a description is the empty string;
 * the root before a first version is zero.
 *
 * <p>Immutable.
 */
public final class LedgerTypedData {

    /** Stands for the root before a first version. */
    private static final Digest NONE = Digest.of(new byte[Digest.LENGTH]);

    private static final TypedStruct REGRANT =
            struct(new Regrant(Address.of(new byte[Address.LENGTH]), KeyCapsule.of(new byte[1]), 1));

    private final LedgerId ledger;
    private final TypedDataDomain domain;

    /** What is signed on this ledger. */
    public LedgerTypedData(LedgerId ledger) {
        this.ledger = ledger;
        this.domain = TypedDataDomain.of(ledger);
    }

    /**
     * What a radiologist signs.
     *
     * @throws IllegalArgumentException if the attestation is for another ledger
     */
    public TypedData attestation(Attestation attestation) {
        requireThisLedger(attestation.ledger());
        return domain.typedData(struct(attestation));
    }

    /**
     * What the owner of a certificate signs.
     *
     * @throws IllegalArgumentException if the binding is for another ledger
     */
    public TypedData binding(KeyBinding binding) {
        requireThisLedger(binding.ledger());
        return domain.typedData(TypedStruct.of("KeyBinding")
                .address("owner", binding.owner())
                .bytes32("certificate", binding.certificate())
                .uint(64, "sequence", binding.sequence()));
    }

    /**
     * What the sender of an operation signs.
     *
     * @param nonce makes it another one than an equal one before
     * @param deadline the last second at which it may be recorded
     */
    public TypedData operation(LedgerOperation operation, Address sender, BigInteger nonce, Instant deadline) {
        return domain.typedData(struct(operation)
                .address("sender", sender)
                .uint(256, "nonce", nonce)
                .time("deadline", deadline));
    }

    private void requireThisLedger(LedgerId id) {
        if (!id.equals(ledger)) {
            throw new IllegalArgumentException("This is for ledger " + id + ", not for " + ledger);
        }
    }

    private static TypedStruct struct(Attestation attestation) {
        ImageDescription description = attestation.description();
        Attestation.Correction correction = attestation.correction();
        return TypedStruct.of("Attestation")
                .address("patient", attestation.patient())
                .bytes32("image", attestation.image().digest())
                .uint(32, "version", attestation.version())
                .bytes32(
                        "previous",
                        correction == null ? NONE : correction.previous().digest())
                .bytes32("root", attestation.root().digest())
                .bytes32("statement", attestation.statement())
                .bytes32("keyCheck", attestation.keyCheck())
                .string("modality", description.modality() == null ? "" : description.modality())
                .string("bodyPart", description.bodyPart() == null ? "" : description.bodyPart())
                .address("radiologist", attestation.radiologist())
                .bytes32("radiologistCertificate", attestation.radiologistCertificate())
                .time("date", attestation.date())
                .time("lastDay", attestation.lastDay());
    }

    private static TypedStruct struct(LedgerOperation operation) {
        TypedStruct named = TypedStruct.of(operation.getClass().getSimpleName());
        if (operation instanceof RegisterInstitution it) {
            return named.address("institution", it.institution()).string("name", it.name());
        }
        if (operation instanceof RemoveInstitution it) {
            return named.address("institution", it.institution());
        }
        if (operation instanceof RegisterMember it) {
            return named.uint(8, "role", it.role().number()).address("member", it.member());
        }
        if (operation instanceof RemoveMember it) {
            return named.uint(8, "role", it.role().number()).address("member", it.member());
        }
        if (operation instanceof PublishKey it) {
            return named.address("owner", it.certificate().owner())
                    .bytes("certificate", it.certificate().certificate())
                    .uint(64, "sequence", it.certificate().sequence())
                    .bytes("ownerBinding", it.certificate().ownerBinding().bytes())
                    .bytes("certificateBinding", it.certificate().certificateBinding());
        }
        if (operation instanceof CreateContract it) {
            return named.struct("attestation", struct(it.attestation()))
                    .bytes("attestationSignature", it.attestationSignature().bytes())
                    .bytes("patientCapsule", it.patientCapsule().bytes());
        }
        if (operation instanceof RequestAccess it) {
            return request(named, it);
        }
        if (operation instanceof WithdrawRequest it) {
            return of(named, it.image());
        }
        if (operation instanceof ApproveRequester it) {
            return approval(named, it);
        }
        if (operation instanceof RenewRequester it) {
            return with(of(named, it.image()).address("requester", it.requester()), it.grant());
        }
        if (operation instanceof DenyRequester it) {
            return with(of(named, it.image()).address("requester", it.requester()), it.reason());
        }
        if (operation instanceof RemoveRequester it) {
            return with(of(named, it.image()).address("requester", it.requester()), it.reason());
        }
        if (operation instanceof TraceAuthorization it) {
            return of(named, it.image()).address("requester", it.requester());
        }
        if (operation instanceof AddCorrection it) {
            return named.struct("attestation", struct(it.attestation()))
                    .bytes("attestationSignature", it.attestationSignature().bytes())
                    .bytes("patientCapsule", it.patientCapsule().bytes())
                    .structs("grants", REGRANT, structs(it.grants()));
        }
        if (operation instanceof AddRotation it) {
            return of(named, it.image())
                    .uint(32, "version", it.rotation().number())
                    .bytes32("root", it.rotation().root().digest())
                    .bytes32("keyCheck", it.rotation().keyCheck())
                    .bytes("patientCapsule", it.patientCapsule().bytes())
                    .addresses("removed", it.removed())
                    .structs("grants", REGRANT, structs(it.grants()));
        }
        if (operation instanceof ApproveRequesters it) {
            List<TypedStruct> approvals = it.approvals().stream()
                    .map(approval -> approval(TypedStruct.of("Approval"), approval))
                    .toList();
            return named.structs("approvals", approvals.get(0), approvals);
        }
        if (operation instanceof RequestAccesses it) {
            List<TypedStruct> requests = it.requests().stream()
                    .map(request -> request(TypedStruct.of("Request"), request))
                    .toList();
            return named.structs("requests", requests.get(0), requests);
        }
        if (operation instanceof SetApprovalLimit it) {
            return named.uint(64, "max", it.max())
                    .uint(64, "period", it.period().toSeconds());
        }
        if (operation instanceof SetRegisteredRequestersOnly it) {
            return named.bool("registeredOnly", it.registeredOnly());
        }
        throw new IllegalArgumentException("Unknown operation " + operation.action());
    }

    private static TypedStruct of(TypedStruct struct, ImageId image) {
        return struct.bytes32("image", image.digest());
    }

    private static TypedStruct with(TypedStruct struct, Grant grant) {
        return struct.uint(32, "version", grant.version())
                .time("expiry", grant.expiry())
                .bytes("capsule", grant.capsule().bytes())
                .uint(64, "certificateSequence", grant.certificateSequence());
    }

    private static TypedStruct approval(TypedStruct struct, ApproveRequester it) {
        return with(of(struct, it.image()).address("requester", it.requester()), it.grant());
    }

    private static TypedStruct request(TypedStruct struct, RequestAccess it) {
        return of(struct, it.image())
                .bool("isSealed", it.notes().sealed())
                .bytes("notes", it.notes().content());
    }

    private static List<TypedStruct> structs(List<Regrant> grants) {
        return grants.stream().map(LedgerTypedData::struct).toList();
    }

    private static TypedStruct struct(Regrant grant) {
        return TypedStruct.of("Regrant")
                .address("requester", grant.requester())
                .bytes("capsule", grant.capsule().bytes())
                .uint(64, "certificateSequence", grant.certificateSequence());
    }

    private static TypedStruct with(TypedStruct struct, Reason reason) {
        return struct.uint(8, "code", reason.code().number())
                .bool("isSealed", reason.text().sealed())
                .bytes("reason", reason.text().content());
    }
}
