package org.pcim.examples.provider;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.Institution;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Address;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Role;

/** What a ledger's operations have made so far. Changed only by the rules, and only while nobody else has it. */
final class LedgerState {

    /** Somebody in a role. */
    record Membership(Role role, Address member) {}

    /** An image, with the patient's capsule of its newest version. */
    record Image(ImageRecord record, KeyCapsule patientCapsule) {}

    /** A requester of an image. */
    record Asker(ImageId image, Address requester) {}

    /** Where a requester stands, with the capsule of its last approval or renewal. */
    record Granted(Access access, @Nullable KeyCapsule capsule) {}

    /** What a patient has chosen for all of its images. */
    record Choices(boolean registeredOnly, ApprovalLimit limit) {

        static final Choices NONE = new Choices(false, ApprovalLimit.NONE);
    }

    final Map<Address, String> institutions;
    final Map<Membership, Address> members;
    final Map<Address, List<RecordedCertificate>> certificates;
    final Map<ImageId, Image> images;
    final Set<Cid> roots;
    final Map<Asker, Granted> granted;
    final Map<Address, Choices> choices;

    /** Of a ledger without operations. */
    LedgerState() {
        institutions = new HashMap<>();
        members = new HashMap<>();
        certificates = new HashMap<>();
        images = new HashMap<>();
        roots = new HashSet<>();
        granted = new HashMap<>();
        choices = new HashMap<>();
    }

    /** A copy, which can be changed apart. */
    LedgerState(LedgerState of) {
        institutions = new HashMap<>(of.institutions);
        members = new HashMap<>(of.members);
        certificates = new HashMap<>(of.certificates);
        images = new HashMap<>(of.images);
        roots = new HashSet<>(of.roots);
        granted = new HashMap<>(of.granted);
        choices = new HashMap<>(of.choices);
    }

    /** The registered institution whose member this is. */
    Optional<Institution> institutionOf(Role role, Address member) {
        Address institution = members.get(new Membership(role, member));
        return institution == null
                ? Optional.empty()
                : Optional.ofNullable(institutions.get(institution)).map(name -> new Institution(institution, name));
    }

    /** Every certificate of this owner, oldest first. */
    List<RecordedCertificate> certificates(Address owner) {
        return certificates.getOrDefault(owner, List.of());
    }

    Granted granted(ImageId image, Address requester) {
        Granted none = new Granted(Access.none(image, requester), null);
        return granted.getOrDefault(new Asker(image, requester), none);
    }

    Choices choices(Address patient) {
        return choices.getOrDefault(patient, Choices.NONE);
    }

    Optional<Image> image(ImageId id) {
        return Optional.ofNullable(images.get(id));
    }

    /** The image that is asked for; refuses the call if there is none. */
    ImageRecord image(LedgerCall call, ImageId id) {
        return image(id).orElseThrow(() -> call.refused(Refusal.UNKNOWN_IMAGE)).record();
    }

    /** As {@link #image(LedgerCall, ImageId)}, of the sender. */
    ImageRecord ownImage(LedgerCall call, ImageId id) {
        ImageRecord image = image(call, id);
        call.require(image.patient().equals(call.sender()), Refusal.NOT_PATIENT);
        return image;
    }
}
