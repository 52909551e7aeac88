package org.pcim.testkit.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.pcim.model.Address;

/** The first block of a proof-of-authority chain (EIP-225): its signers, who are rich. */
final class CliqueGenesis {

    private static final int VANITY_BYTES = 32;
    private static final int SEAL_BYTES = 65;

    private CliqueGenesis() {}

    static Path write(Path folder, long chainId, Duration period, List<Address> signers) throws IOException {
        // EIP-225: in ascending order.
        List<String> accounts =
                signers.stream().map(signer -> signer.bytes().toHex()).sorted().toList();
        String rich = accounts.stream()
                .map(account -> "\"%s\": {\"balance\": \"1%s\"}".formatted(account, "0".repeat(30)))
                .collect(Collectors.joining(", "));
        return Files.writeString(folder.resolve("genesis.json"), """
                {
                  "config": {
                    "chainId": %d,
                    "homesteadBlock": 0, "eip150Block": 0, "eip155Block": 0, "eip158Block": 0,
                    "byzantiumBlock": 0, "constantinopleBlock": 0, "petersburgBlock": 0, "istanbulBlock": 0,
                    "berlinBlock": 0, "londonBlock": 0,
                    "clique": { "period": %d, "epoch": 30000 }
                  },
                  "difficulty": "1",
                  "gasLimit": "30000000",
                  "extradata": "0x%s%s%s",
                  "alloc": { %s }
                }
                """.formatted(
                        chainId,
                        period.toSeconds(),
                        "00".repeat(VANITY_BYTES),
                        String.join("", accounts),
                        "00".repeat(SEAL_BYTES),
                        rich));
    }
}
