package org.pcim.signing;

import java.time.Duration;
import java.util.List;
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
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.model.LedgerText;

/** Writes an operation as its kind and its fields; {@link LedgerOperationReader} reads it back. */
final class LedgerOperationWriter {

    private final LedgerFieldWriter out;
    private final LedgerId ledger;

    LedgerOperationWriter(LedgerFieldWriter out, LedgerId ledger) {
        this.out = out;
        this.ledger = ledger;
    }

    void write(LedgerOperation operation) {
        if (operation instanceof RegisterInstitution it) {
            kind(1).address(it.institution()).out.text("the name", it.name());
        } else if (operation instanceof RemoveInstitution it) {
            kind(2).address(it.institution());
        } else if (operation instanceof RegisterMember it) {
            kind(3).out.octet(it.role().number());
            address(it.member());
        } else if (operation instanceof RemoveMember it) {
            kind(4).out.octet(it.role().number());
            address(it.member());
        } else if (operation instanceof PublishKey it) {
            kind(5).certificate(it.certificate());
        } else if (operation instanceof CreateContract it) {
            kind(6).attestation(it.attestation());
            out.bytes("the signature", it.attestationSignature().bytes());
            out.bytes("the capsule", it.patientCapsule().bytes());
        } else if (operation instanceof RequestAccess it) {
            kind(7).request(it);
        } else if (operation instanceof WithdrawRequest it) {
            kind(8).image(it.image());
        } else if (operation instanceof ApproveRequester it) {
            kind(9).approval(it);
        } else if (operation instanceof RenewRequester it) {
            kind(10).image(it.image()).address(it.requester()).grant(it.grant());
        } else if (operation instanceof DenyRequester it) {
            kind(11).image(it.image()).address(it.requester()).reason(it.reason());
        } else if (operation instanceof RemoveRequester it) {
            kind(12).image(it.image()).address(it.requester()).reason(it.reason());
        } else if (operation instanceof TraceAuthorization it) {
            kind(13).image(it.image()).address(it.requester());
        } else if (operation instanceof AddCorrection it) {
            kind(16).attestation(it.attestation());
            out.bytes("the signature", it.attestationSignature().bytes());
            out.bytes("the capsule", it.patientCapsule().bytes());
            regrants(it.grants());
        } else if (operation instanceof AddRotation it) {
            kind(17).image(it.image()).version(it.rotation());
            out.bytes("the capsule", it.patientCapsule().bytes());
            out.octet(it.removed().size());
            it.removed().forEach(this::address);
            regrants(it.grants());
        } else if (operation instanceof ApproveRequesters it) {
            kind(18).out.octet(it.approvals().size());
            it.approvals().forEach(this::approval);
        } else if (operation instanceof RequestAccesses it) {
            kind(19).out.octet(it.requests().size());
            it.requests().forEach(this::request);
        } else if (operation instanceof SetApprovalLimit it) {
            kind(14).limit(it);
        } else if (operation instanceof SetRegisteredRequestersOnly it) {
            kind(15).out.flag(it.registeredOnly());
        } else {
            throw new IllegalStateException("An operation without a kind: " + operation.getClass());
        }
    }

    private LedgerOperationWriter kind(int number) {
        out.octet(number);
        return this;
    }

    private LedgerOperationWriter address(Address address) {
        out.fixed(address.bytes());
        return this;
    }

    private LedgerOperationWriter image(ImageId image) {
        out.fixed(image.digest().bytes());
        return this;
    }

    private void request(RequestAccess it) {
        image(it.image()).text(it.notes());
    }

    private void approval(ApproveRequester it) {
        image(it.image()).address(it.requester()).grant(it.grant());
    }

    private void certificate(PublishedCertificate it) {
        address(it.owner());
        out.number("the sequence number", it.sequence(), Long.MAX_VALUE)
                .bytes("the certificate", it.certificate())
                .bytes("the owner's binding", it.ownerBinding().bytes())
                .bytes("the certificate's binding", it.certificateBinding());
    }

    private void attestation(Attestation it) {
        // What is signed says only once for which ledger it is.
        if (!it.ledger().equals(ledger)) {
            throw out.refused("the attestation is for ledger " + it.ledger() + ", and this is " + ledger);
        }
        address(it.patient());
        Attestation.Correction correction = it.correction();
        out.flag(correction != null);
        if (correction != null) {
            image(correction.image()).version(correction.version());
            out.fixed(correction.previous().digest().bytes());
        }
        out.fixed(it.root().digest().bytes())
                .fixed(it.statement().bytes())
                .fixed(it.keyCheck().bytes());
        ImageDescription description = it.description();
        out.optionalText("the modality", description.modality()).optionalText("the body part", description.bodyPart());
        address(it.radiologist());
        out.fixed(it.radiologistCertificate().bytes())
                .time("the attestation's date", it.date())
                .time("the attestation's last day", it.lastDay());
    }

    private void text(LedgerText it) {
        out.flag(it.sealed()).bytes("the text", it.content());
    }

    private void version(NewVersion it) {
        version(it.number());
        out.fixed(it.root().digest().bytes()).fixed(it.keyCheck().bytes());
    }

    private LedgerOperationWriter version(int number) {
        out.number("the version", number, Integer.MAX_VALUE);
        return this;
    }

    private void regrants(List<Regrant> grants) {
        out.octet(grants.size());
        for (Regrant it : grants) {
            address(it.requester());
            out.bytes("the capsule", it.capsule().bytes());
            sequence(it.certificateSequence());
        }
    }

    private void sequence(long sequence) {
        if (sequence < 1) {
            throw out.refused("the certificate's sequence number is " + sequence + "; the first is 1");
        }
        out.number("the certificate's sequence number", sequence, Long.MAX_VALUE);
    }

    private void grant(Grant it) {
        version(it.version());
        out.time("the expiry", it.expiry()).bytes("the capsule", it.capsule().bytes());
        sequence(it.certificateSequence());
    }

    private void reason(Reason it) {
        out.octet(it.code().number());
        text(it.text());
    }

    private void limit(SetApprovalLimit it) {
        if (!it.period().equals(Duration.ofSeconds(it.period().toSeconds()))) {
            throw out.refused("the period has parts of a second; a ledger takes whole seconds");
        }
        out.number("the limit", it.max(), LedgerFieldWriter.MAX_UINT32)
                .number("the period in seconds", it.period().toSeconds(), LedgerFieldWriter.MAX_UINT32);
    }
}
