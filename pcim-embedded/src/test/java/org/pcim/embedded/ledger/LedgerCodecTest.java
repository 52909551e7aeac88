package org.pcim.embedded.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.embedded.EmbeddedLedgerHarness;
import org.pcim.error.InputException;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.DenyRequester;
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
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerText;
import org.pcim.model.Role;
import org.pcim.testkit.LedgerWorld;

class LedgerCodecTest {

    /** Behind mark, ledger id, sender, nonce and deadline. */
    private static final int KIND = 7 + 2 + 41 + 20 + 32 + 8;

    @TempDir
    Path directory;

    @Test
    void everyCutOrChangeOfEveryOperationIsRefused() {
        try (var harness = new EmbeddedLedgerHarness(directory)) {
            EmbeddedAccessLedger ledger = harness.ledger();
            for (LedgerOperation operation : everyOperation(new LedgerWorld(harness))) {
                PreparedOperation prepared =
                        ledger.prepare(operation, harness.owner().address());
                byte[] bytes = prepared.bytes().toByteArray();
                assertEquals(prepared, ledger.restore(prepared.bytes()));
                for (int i = 0; i < bytes.length; i++) {
                    assertRefused(ledger, Arrays.copyOf(bytes, i));
                    byte[] changed = bytes.clone();
                    changed[i] ^= (byte) (1 << (i % Byte.SIZE));
                    assertRefused(ledger, changed);
                }
                assertRefused(ledger, Arrays.copyOf(bytes, bytes.length + 1));
            }
        }
    }

    @Test
    void everyTypeThatIsSignedStandsInTheDocumentation() throws IOException {
        String documentation = Files.readString(Path.of("../docs/ledger.md"));
        try (var harness = new EmbeddedLedgerHarness(directory)) {
            int kind = 0;
            int place = 0;
            for (LedgerOperation operation : everyOperation(new LedgerWorld(harness))) {
                PreparedOperation prepared =
                        harness.ledger().prepare(operation, harness.owner().address());
                String type = type(((TypedData) prepared.signable()).json());
                int found = documentation.indexOf("\n" + type + "\n");
                assertTrue(found > place, type);
                place = found;
                kind++;
                assertEquals(kind, prepared.bytes().toByteArray()[KIND]);
            }
        }
    }

    /** {@code encodeType} of the primary type, without those that it refers to. */
    private static String type(String json) {
        String name = json.replaceAll(".*\"primaryType\":\"(\\w+)\".*", "$1");
        return json.replaceAll(".*\"" + name + "\":\\[(.*?\\})\\].*", name + "($1)")
                .replaceAll("\\{\"name\":\"(\\w+)\",\"type\":\"([\\w\\[\\]]+)\"\\}", "$2 $1");
    }

    private static void assertRefused(EmbeddedAccessLedger ledger, byte[] bytes) {
        assertThrows(InputException.class, () -> ledger.restore(Bytes.of(bytes)));
    }

    private static List<LedgerOperation> everyOperation(LedgerWorld world) {
        LedgerSigner signer = world.participant();
        Address somebody = signer.address();
        ImageId image = new ImageId(world.digest());
        Duration day = Duration.ofDays(1);
        return List.of(
                new RegisterInstitution(somebody, "Hôpital"),
                new RemoveInstitution(somebody),
                new RegisterMember(Role.RADIOLOGIST, somebody),
                new RemoveMember(Role.REQUESTER, somebody),
                world.publishKey(signer, 3, world.bytes(5)),
                world.createContract(signer, world.attestation(signer, signer)),
                new RequestAccess(image, LedgerText.readable("für")),
                new WithdrawRequest(image),
                new ApproveRequester(image, somebody, world.grant(day)),
                new RenewRequester(image, somebody, world.grant(day)),
                new DenyRequester(image, somebody, world.reason()),
                new RemoveRequester(image, somebody, world.reason()),
                new TraceAuthorization(image, somebody),
                new SetApprovalLimit(7, day),
                new SetRegisteredRequestersOnly(true),
                world.addCorrection(signer, world.correction(signer, signer, image, 2), List.of(world.regrant(signer))),
                new AddRotation(
                        image, world.newVersion(3), world.capsule(), List.of(somebody), List.of(world.regrant(signer))),
                new ApproveRequesters(List.of(
                        new ApproveRequester(image, somebody, world.grant(day)),
                        new ApproveRequester(new ImageId(world.digest()), somebody, world.grant(day)))),
                new RequestAccesses(List.of(new RequestAccess(image, world.notes()))));
    }
}
