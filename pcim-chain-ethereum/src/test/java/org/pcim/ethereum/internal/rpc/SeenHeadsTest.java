package org.pcim.ethereum.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcim.model.Digest;

class SeenHeadsTest {

    private final SeenHeads seen = new SeenHeads();

    @Test
    void followsAChainThatGrows() {
        admits(head(1, 'a'));
        admits(head(2, 'a'));
        admits(head(9, 'a'));
        assertEquals(9, seen.height());
    }

    @Test
    void passesOverANodeThatIsBehind() {
        admits(head(1, 'a'));
        admits(head(2, 'a'));
        admits(head(3, 'a'));

        assertEquals(Optional.empty(), seen.admit(head(2, 'a'), System.nanoTime()));
        assertEquals(3, seen.height());
    }

    @Test
    void passesOverABlockOfWhichItCannotTellWhetherItIsBehind() {
        admits(head(100, 'a'));

        assertEquals(Optional.empty(), seen.admit(head(50, 'b'), System.nanoTime()));
    }

    @Test
    void followsAReorganisationAlsoToAShorterChain() {
        admits(head(1, 'a'));
        admits(head(2, 'a'));
        admits(head(3, 'a'));

        admits(head(2, 'b'));

        assertEquals(2, seen.height());
        admits(head(3, 'b'));
    }

    @Test
    void aBranchThatWasLeftIsNoReasonToGoBack() {
        admits(head(1, 'a'));
        admits(head(2, 'a'));
        // The parent of this one was never seen: what was seen below may be of the other branch.
        admits(head(4, 'b'));

        assertEquals(Optional.empty(), seen.admit(head(2, 'b'), System.nanoTime()));
        assertEquals(4, seen.height());
    }

    @Test
    void givesWhatWasSeenWhileANodeWasAsked() {
        long asked = System.nanoTime();
        admits(head(5, 'a'));

        assertEquals(Optional.of(head(5, 'a')), seen.admit(head(4, 'a'), asked));
    }

    @Test
    void remembersALimitedNumber() {
        for (long number = 1; number <= 1000; number++) {
            admits(head(number, 'a'));
        }

        assertEquals(Optional.empty(), seen.admit(head(10, 'b'), System.nanoTime()));
        admits(head(990, 'b'));
    }

    private void admits(BlockHeader head) {
        assertEquals(Optional.of(head), seen.admit(head, System.nanoTime()));
    }

    private static BlockHeader head(long number, char branch) {
        return new BlockHeader(number, hash(number, branch), hash(number - 1, branch), Instant.EPOCH, 0, null);
    }

    private static Digest hash(long number, char branch) {
        return Digest.sha256(new byte[] {(byte) (number >> 8), (byte) number, (byte) branch});
    }
}
