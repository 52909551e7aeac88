package org.pcim.ethereum.internal.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.pcim.ledger.LedgerOperation;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.signing.LedgerMessage;

class ContractAbiTest {

    private static final int SELECTOR = 4;

    /** Not of an access ledger: who owns the contract. */
    private static final Set<String> OWNERSHIP = Set.of(
            "acceptOwnership()",
            "transferOwnership(address)",
            "renounceOwnership()",
            "OwnershipTransferStarted(address,address)",
            "OwnershipTransferred(address,address)",
            "OwnableInvalidOwner(address)",
            "OwnableUnauthorizedAccount(address)",
            "OwnerRequired()");

    /** No refusals: what no operation can bring about, and what counts as done. */
    private static final Set<String> NO_REFUSALS =
            Set.of("OutOfRange(uint256)", "Truncated(uint256)", "AlreadyRecorded(bytes32,uint256)");

    @Test
    void everyCallOfTheContractIsMadeAndNoOther() {
        Set<Bytes> made = SampleOperations.all().stream()
                .flatMap(ContractAbiTest::calls)
                .map(ContractAbiTest::selector)
                .collect(Collectors.toSet());
        Set<Bytes> known = signatures("function")
                .filter(it -> !OWNERSHIP.contains(it))
                .map(ContractErrors::selector)
                .collect(Collectors.toSet());
        assertEquals(known, made);
    }

    @Test
    void everyEventOfTheContractIsReadAndNoOther() {
        Set<String> read = new TreeSet<>(Set.of("SignedCallRecorded(bytes32,address)"));
        for (ContractEvent event : ContractEvent.values()) {
            read.add(event.signature());
        }
        assertEquals(known("event"), read);
    }

    @Test
    void everyErrorOfTheContractIsARefusalAndNoOther() {
        Set<String> known = known("error");
        known.removeAll(NO_REFUSALS);
        assertEquals(
                known.stream().map(ContractErrors::selector).collect(Collectors.toSet()), ContractErrors.selectors());
    }

    @Test
    void callsAreEncodedAsCastDoes() throws IOException {
        assertEquals(cast("publishKey"), ContractCalls.own(SampleOperations.publishKey()));
        assertEquals(cast("requestAccess"), ContractCalls.own(SampleOperations.requestAccess()));
        assertEquals(cast("createContract"), ContractCalls.own(SampleOperations.createContract()));
        assertEquals(
                cast("approveRequester"),
                ContractCalls.own(SampleOperations.approveRequester(SampleOperations.REQUESTER)));
        assertEquals(cast("approveRequestersBySig"), signed(SampleOperations.approveRequesters()));
        assertEquals(cast("addCorrection"), ContractCalls.own(SampleOperations.addCorrection()));
        assertEquals(cast("addRotation"), ContractCalls.own(SampleOperations.addRotation()));
        assertEquals(cast("denyRequester"), ContractCalls.own(SampleOperations.denyRequester()));
    }

    private static Stream<Bytes> calls(LedgerOperation operation) {
        Bytes own = ContractCalls.own(operation);
        return ContractCalls.canBeSponsored(operation) ? Stream.of(own, signed(operation)) : Stream.of(own);
    }

    private static Bytes signed(LedgerOperation operation) {
        byte[] five = new byte[Digest.LENGTH];
        five[Digest.LENGTH - 1] = 5;
        LedgerMessage message = new LedgerMessage(
                operation, SampleOperations.PATIENT, Digest.of(five), Instant.ofEpochSecond(1_767_225_601));
        return ContractCalls.signed(message, SampleOperations.SIGNATURE);
    }

    private static Bytes selector(Bytes call) {
        return Bytes.of(Arrays.copyOf(call.toByteArray(), SELECTOR));
    }

    private static Set<String> known(String type) {
        return signatures(type).filter(it -> !OWNERSHIP.contains(it)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** As the artifact has them; of functions only those that change something. */
    private static Stream<String> signatures(String type) {
        return StreamSupport.stream(ContractArtifact.load().abi().spliterator(), false)
                .filter(it -> it.path("type").asText().equals(type))
                .filter(it -> !it.path("stateMutability").asText().matches("view|pure")
                        || it.path("name").asText().equals("renounceOwnership"))
                .map(it -> it.path("name").asText() + types(it.path("inputs")));
    }

    private static String types(JsonNode parameters) {
        return StreamSupport.stream(parameters.spliterator(), false)
                .map(it -> it.path("type")
                        .asText()
                        .replace("tuple", it.has("components") ? types(it.path("components")) : ""))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static Bytes cast(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(ContractAbiTest.class.getResourceAsStream("calls.txt"), "calls.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> Bytes.fromHex(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
