package org.pcim.ethereum.internal.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.signing.Keccak256;

/** The errors with which the contract reverts, and the rules of docs/ledger.md that they stand for. */
public final class ContractErrors {

    private static final int SELECTOR = 4;

    private static final Map<Bytes, Refusal> REFUSALS = new HashMap<>();
    private static final Bytes ALREADY_RECORDED = selector("AlreadyRecorded(bytes32,uint256)");

    /** Errors about an image as such, whatever the requester. */
    private static final Set<Bytes> IMAGE_ERRORS =
            Set.of(selector("UnknownImage(bytes32)"), selector("NotPatient(bytes32,address)"));

    static {
        refuses("NotOwner(address)", Refusal.NOT_OWNER);
        refuses("NotInstitution(address)", Refusal.NOT_INSTITUTION);
        refuses("InstitutionKnown(address)", Refusal.INSTITUTION_KNOWN);
        refuses("MemberKnown(uint256,address)", Refusal.MEMBER_KNOWN);
        refuses("NotMember(uint256,address)", Refusal.NOT_MEMBER);
        refuses("BadCertificate(uint256)", Refusal.BAD_CERTIFICATE);
        refuses("StaleSequence(uint256,uint256)", Refusal.STALE_SEQUENCE);
        refuses("BadBinding(address,uint256)", Refusal.BAD_BINDING);
        refuses("RootKnown(bytes32)", Refusal.ROOT_KNOWN);
        refuses("OutdatedAttestation(uint256,uint256,uint256)", Refusal.OUTDATED_ATTESTATION);
        refuses("NotRadiologist(address)", Refusal.NOT_RADIOLOGIST);
        refuses("BadAttestation(bytes32,address)", Refusal.BAD_ATTESTATION);
        refuses("UnknownImage(bytes32)", Refusal.UNKNOWN_IMAGE);
        refuses("NotPatient(bytes32,address)", Refusal.NOT_PATIENT);
        refuses("OwnImage(bytes32,address)", Refusal.OWN_IMAGE);
        refuses("NoKey(bytes32,address)", Refusal.NO_KEY);
        refuses("AlreadyPending(bytes32,address)", Refusal.ALREADY_PENDING);
        refuses("AlreadyApproved(bytes32,address)", Refusal.ALREADY_APPROVED);
        refuses("NotRegisteredRequester(bytes32,address)", Refusal.NOT_REGISTERED_REQUESTER);
        refuses("NotPending(bytes32,address)", Refusal.NOT_PENDING);
        refuses("NotApproved(bytes32,address)", Refusal.NOT_APPROVED);
        refuses("NotCurrentVersion(bytes32,address,uint256)", Refusal.NOT_CURRENT_VERSION);
        refuses("ExpiryPast(bytes32,address,uint256)", Refusal.EXPIRY_PAST);
        refuses("LimitReached(bytes32,address,uint256)", Refusal.LIMIT_REACHED);
        refuses("NotConcerned(bytes32,address)", Refusal.NOT_CONCERNED);
        refuses("TooLarge(uint256,uint256)", Refusal.TOO_LARGE);
        refuses("DeadlinePassed(uint256,uint256)", Refusal.DEADLINE_PASSED);
        refuses("BadSignature(address)", Refusal.BAD_SIGNATURE);
    }

    private ContractErrors() {}

    /** The rule by which the contract refused a call, if it said one. */
    public static Optional<Refusal> refusal(Bytes revertData) {
        return Optional.ofNullable(REFUSALS.get(selectorOf(revertData)));
    }

    /** The refusal of an operation, if the contract said one; of a batch with the item that it is about. */
    public static Optional<LedgerRefusalException> refusal(LedgerOperation operation, Bytes revertData) {
        return refusal(revertData).map(refusal -> {
            List<? extends LedgerOperation> items = items(operation);
            for (int i = 0; i < items.size(); i++) {
                if (isAbout(items.get(i), revertData)) {
                    return new LedgerRefusalException(
                            operation.action(), items.get(i).subject(), refusal, i);
                }
            }
            return new LedgerRefusalException(operation.action(), operation.subject(), refusal);
        });
    }

    private static List<? extends LedgerOperation> items(LedgerOperation operation) {
        if (operation instanceof ApproveRequesters batch) {
            return batch.approvals();
        }
        return operation instanceof RequestAccesses batch ? batch.requests() : List.of();
    }

    /** An error about an item begins with its image, and goes on with its requester if it is about that. */
    private static boolean isAbout(LedgerOperation item, Bytes revertData) {
        if (item instanceof RequestAccess it) {
            return it.image().digest().bytes().equals(word(revertData, 0));
        }
        ApproveRequester it = (ApproveRequester) item;
        boolean namesRequester = !IMAGE_ERRORS.contains(selectorOf(revertData));
        return it.image().digest().bytes().equals(word(revertData, 0))
                && (!namesRequester || padded(it.requester()).equals(word(revertData, 1)));
    }

    private static Bytes word(Bytes revertData, int place) {
        int start = SELECTOR + place * Digest.LENGTH;
        return Bytes.of(Arrays.copyOfRange(revertData.toByteArray(), start, start + Digest.LENGTH));
    }

    private static Bytes padded(Address address) {
        byte[] word = new byte[Digest.LENGTH];
        System.arraycopy(address.toByteArray(), 0, word, Digest.LENGTH - Address.LENGTH, Address.LENGTH);
        return Bytes.of(word);
    }

    /** Whether the contract said that this signed call is recorded already. */
    public static boolean isAlreadyRecorded(Bytes revertData) {
        return selectorOf(revertData).equals(ALREADY_RECORDED);
    }

    /** Of all errors that are refusals. */
    static Set<Bytes> selectors() {
        return Set.copyOf(REFUSALS.keySet());
    }

    static Bytes selector(String signature) {
        byte[] hash = Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII));
        return Bytes.of(Arrays.copyOf(hash, SELECTOR));
    }

    private static void refuses(String signature, Refusal refusal) {
        REFUSALS.put(selector(signature), refusal);
    }

    private static Bytes selectorOf(Bytes revertData) {
        return Bytes.of(Arrays.copyOf(revertData.toByteArray(), Math.min(SELECTOR, revertData.length())));
    }
}
