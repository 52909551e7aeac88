package org.pcim.testkit.program;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pcim.model.Address;

class CliqueChainIT {

    private static final Address SOMEBODY = Address.parse("0x00000000000000000000000000000000000000aa");

    @Test
    void goesOnWhenOneOfThreeSignersIsStopped() {
        try (CliqueChain chain = CliqueChain.start(Duration.ofSeconds(1))) {
            chain.fund(SOMEBODY, BigInteger.ONE);
            chain.stop(2);
            chain.fund(SOMEBODY, BigInteger.TWO);
            assertTrue(Long.decode(chain.call("eth_blockNumber")) >= 2);
        }
    }
}
