package org.pcim.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * The record of who may open which image: the Patient-Centric Access Control contract (paper, section 4), or something
 * that keeps the same rules.
 *
 * <p>It holds no participant's key. Every operation is signed by its sender, and recorded wholly or not at all; the rules
 * by which it is refused are the same on every ledger (docs/ledger.md, and the contract suite in pcim-testkit). What it
 * answers is not trusted by {@code PcimClient} beyond what is signed.
 *
 * <p>Safe for use by many threads. Calls block; every call throws {@link org.pcim.error.LedgerException} if the ledger
 * cannot be reached or is broken, and {@link org.pcim.error.CancelledException} if the thread is interrupted.
 */
public interface AccessLedger extends AutoCloseable {

    /** Which ledger this is. */
    LedgerId id();

    /** Who may register institutions. */
    Address owner();

    /** Its newest state, for the time and for comparing with what was kept elsewhere. */
    LedgerHead head();

    /**
     * Its state as it was after a block, or an entry on a ledger without blocks: for noticing that its history is another
     * than before. Block 0 is what it was made as.
     *
     * @return nothing if there is no such block yet
     */
    Optional<LedgerHead> block(long number);

    /**
     * What a radiologist signs for this attestation.
     *
     * @throws org.pcim.error.InputException if it is for another ledger
     */
    TypedData attestationData(Attestation attestation);

    /**
     * What the owner of a certificate signs, with the ledger key and with the certificate's key.
     *
     * @throws org.pcim.error.InputException if it is for another ledger
     */
    TypedData bindingData(KeyBinding binding);

    /** Whether this is the signer's signature over the digest: of its key, or accepted by its contract (ERC-1271). */
    boolean verify(Address signer, Digest digest, Signature signature);

    /**
     * Makes an operation ready to be signed. Nothing is sent, and the rules are not checked yet.
     *
     * @throws org.pcim.error.InputException if the operation has a value that no ledger can hold, or is for another ledger
     */
    PreparedOperation prepare(LedgerOperation operation, Address sender);

    /**
     * Reads back {@link PreparedOperation#bytes()}.
     *
     * @throws org.pcim.error.InputException if they are not of a prepared operation of this ledger
     */
    PreparedOperation restore(Bytes prepared);

    /**
     * Sends a signed operation. Sending the same one again, by whomever, acts once.
     *
     * @throws org.pcim.error.LedgerRefusalException if the refusal is known already; else {@link #await} throws it
     */
    OperationId submit(PreparedOperation operation, Signature signature);

    /**
     * Waits until an operation is recorded for good.
     *
     * @return its events, in order
     * @throws org.pcim.error.LedgerRefusalException if it was refused; the ledger is unchanged
     * @throws org.pcim.error.LedgerTimeoutException if nothing is known of it yet; await it again
     */
    List<RecordedEvent> await(OperationId operation, Duration deadline);

    /**
     * An image, if this is its id.
     *
     * @throws org.pcim.error.PrunedEventException if the ledger's node no longer has what belongs to it
     */
    Optional<ImageRecord> image(ImageId image);

    /**
     * Where a requester stands with an image; {@link Access#none} if it never asked or there is no such image.
     *
     * @throws org.pcim.error.PrunedEventException if the ledger's node no longer has the last approval or renewal
     */
    Access access(ImageId image, Address requester);

    /**
     * The newest capsule that the ledger has for this participant: of the patient's own, or of the last approval or
     * renewal, whether it is in force or not.
     *
     * @throws org.pcim.error.PrunedEventException if the ledger's node no longer has it
     */
    Optional<KeyCapsule> capsule(ImageId image, Address participant);

    /**
     * What of these two the ledger's state says, also if its node no longer has their events; nothing if there is no such
     * image.
     */
    Optional<Standing> standing(ImageId image, Address participant);

    /** Whether an image's current version has this root, also if the ledger's node no longer has the version's event. */
    boolean isCurrentRoot(ImageId image, Cid root);

    /**
     * The newest certificate of this owner. Its bindings are the caller's to verify.
     *
     * @throws org.pcim.error.PrunedEventException if the ledger's node no longer has it
     */
    Optional<RecordedCertificate> certificate(Address owner);

    /**
     * Every certificate that this owner has published, oldest first. Their bindings are the caller's to verify.
     *
     * @throws org.pcim.error.PrunedEventException if the ledger's node no longer has one of them
     */
    List<RecordedCertificate> certificates(Address owner);

    /**
     * The registered institution that has registered this member in this role, if there is one.
     *
     * @throws org.pcim.error.PrunedEventException if there is one and the ledger's node no longer has its registration
     */
    Optional<Institution> institutionOf(Role role, Address member);

    /**
     * Some events that match, after a place in the ledger's order.
     *
     * @param max at most so many, from 1 to 1000
     * @throws org.pcim.error.PrunedEventException if the ledger's node no longer has the events after that place
     */
    EventPage events(EventFilter filter, Cursor after, int max);

    /** Closes what was opened by this ledger itself. */
    @Override
    void close();
}
