package org.pcim.ethereum.internal.contract;

import java.math.BigInteger;
import java.util.List;
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
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerText;
import org.pcim.model.Signature;
import org.pcim.signing.LedgerMessage;

/**
 * The calls of the contract by which operations are recorded.
 *
 * <p>A call says less than its operation: its sender is the patient of an attestation and the owner of a certificate.
 * Where an operation says something else, {@link UnsayableOperations} refuses it.
 */
public final class ContractCalls {

    private static final Digest NONE = Digest.of(new byte[Digest.LENGTH]);

    private ContractCalls() {}

    /** Whether there is a call that others may send for who signed it: of everything that patients and requesters do. */
    public static boolean canBeSponsored(LedgerOperation operation) {
        return !(operation instanceof RegisterInstitution
                || operation instanceof RemoveInstitution
                || operation instanceof RegisterMember
                || operation instanceof RemoveMember);
    }

    /** The call that the operation's sender makes itself. */
    public static Bytes own(LedgerOperation operation) {
        return arguments(operation).call(function(operation));
    }

    /** The call that anybody can make who has the sender's signature. */
    public static Bytes signed(LedgerMessage message, Signature signature) {
        AbiTuple authorization = new AbiTuple()
                .address(message.sender())
                .uint(new BigInteger(1, message.nonce().toByteArray()))
                .time(message.deadline())
                .bytes(signature.bytes());
        return arguments(message.operation()).tuple(authorization).call(function(message.operation()) + "BySig");
    }

    private static String function(LedgerOperation operation) {
        String name = operation.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static AbiTuple arguments(LedgerOperation operation) {
        AbiTuple arguments = new AbiTuple();
        if (operation instanceof RegisterInstitution it) {
            return arguments.address(it.institution()).string(it.name());
        }
        if (operation instanceof RemoveInstitution it) {
            return arguments.address(it.institution());
        }
        if (operation instanceof RegisterMember it) {
            return arguments.uint(it.role().number()).address(it.member());
        }
        if (operation instanceof RemoveMember it) {
            return arguments.uint(it.role().number()).address(it.member());
        }
        if (operation instanceof PublishKey it) {
            return arguments.uint(it.certificate().sequence()).bytes(PackedKey.pack(it.certificate()));
        }
        if (operation instanceof CreateContract it) {
            return arguments
                    .bytes32(it.attestation().root().digest())
                    .bytes(PackedSignature.pack(it.attestationSignature(), it.patientCapsule()))
                    .tuple(attestation(it.attestation()));
        }
        if (operation instanceof AddCorrection it) {
            return arguments.tuple(correction(it));
        }
        if (operation instanceof AddRotation it) {
            return arguments.tuple(rotation(it));
        }
        if (operation instanceof SetApprovalLimit it) {
            return arguments.uint(it.max()).uint(it.period().toSeconds());
        }
        if (operation instanceof SetRegisteredRequestersOnly it) {
            return arguments.bool(it.registeredOnly());
        }
        return betweenPatientAndRequester(operation);
    }

    private static AbiTuple betweenPatientAndRequester(LedgerOperation operation) {
        if (operation instanceof RequestAccess it) {
            return new AbiTuple()
                    .bytes(it.notes().content())
                    .bool(it.notes().sealed())
                    .bytes32(it.image().digest());
        }
        if (operation instanceof WithdrawRequest it) {
            return image(it.image());
        }
        if (operation instanceof ApproveRequester it) {
            return new AbiTuple().tuple(approval(it.image(), it.requester(), it.grant()));
        }
        if (operation instanceof ApproveRequesters it) {
            List<AbiTuple> approvals = it.approvals().stream()
                    .map(each -> approval(each.image(), each.requester(), each.grant()))
                    .toList();
            return new AbiTuple().tuples(approvals.get(0), approvals);
        }
        if (operation instanceof RequestAccesses it) {
            List<AbiTuple> requests =
                    it.requests().stream().map(ContractCalls::request).toList();
            return new AbiTuple().tuples(requests.get(0), requests);
        }
        if (operation instanceof RenewRequester it) {
            return new AbiTuple().tuple(approval(it.image(), it.requester(), it.grant()));
        }
        if (operation instanceof DenyRequester it) {
            return new AbiTuple().tuple(ending(it.image(), it.requester(), it.reason()));
        }
        if (operation instanceof RemoveRequester it) {
            return new AbiTuple().tuple(ending(it.image(), it.requester(), it.reason()));
        }
        if (operation instanceof TraceAuthorization it) {
            return image(it.image()).address(it.requester());
        }
        throw new IllegalArgumentException("Unknown operation " + operation.action());
    }

    private static AbiTuple image(ImageId image) {
        return new AbiTuple().bytes32(image.digest());
    }

    private static AbiTuple attestation(Attestation it) {
        return new AbiTuple()
                .bytes32(it.statement())
                .bytes32(it.keyCheck())
                .bytes32(it.radiologistCertificate())
                .bytes32(PackedAttestation.description(it.description()))
                .bytes32(PackedAttestation.attestedBy(it));
    }

    private static AbiTuple correction(AddCorrection it) {
        Attestation attestation = it.attestation();
        Attestation.Correction of = attestation.correction();
        return image(attestation.image())
                .uint(attestation.version())
                .bytes32(of == null ? NONE : of.previous().digest())
                .bytes32(attestation.root().digest())
                .tuple(attestation(attestation))
                .bytes(PackedSignature.pack(it.attestationSignature(), it.patientCapsule()))
                .bytes(PackedGrants.pack(it.grants()));
    }

    private static AbiTuple rotation(AddRotation it) {
        return image(it.image())
                .uint(it.rotation().number())
                .bytes32(it.rotation().root().digest())
                .bytes32(it.rotation().keyCheck())
                .bytes(it.patientCapsule().bytes())
                .addresses(it.removed())
                .bytes(PackedGrants.pack(it.grants()));
    }

    private static AbiTuple request(RequestAccess it) {
        return text(image(it.image()), it.notes());
    }

    private static AbiTuple approval(ImageId image, Address requester, Grant it) {
        return image(image)
                .address(requester)
                .uint(it.version())
                .time(it.expiry())
                .bytes(it.capsule().bytes())
                .uint(it.certificateSequence());
    }

    private static AbiTuple ending(ImageId image, Address requester, Reason it) {
        return text(image(image).address(requester).uint(it.code().number()), it.text());
    }

    private static AbiTuple text(AbiTuple arguments, LedgerText it) {
        return arguments.bool(it.sealed()).bytes(it.content());
    }
}
