package org.pcim.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.bench.ChainWorld.Payment;
import org.pcim.model.ImageId;
import org.pcim.testkit.program.CliqueChain;

/** A proof-of-authority chain of which one signer is stopped. */
final class StoppedSigner {

    private StoppedSigner() {}

    static Check check(Path folder) {
        return new Check(
                "server attack resistance, of the chain",
                "one of three signers is stopped; an approval is recorded",
                () -> goesOn(folder));
    }

    private static void goesOn(Path folder) throws Check.FailedException {
        try (CliqueChain chain = CliqueChain.start(Duration.ofSeconds(1));
                ChainWorld world = new ChainWorld(chain, folder, Payment.OWN)) {
            Identity patient = world.patient();
            Identity doctor = world.requester();
            ImageId image = world.image(patient);
            chain.stop(2);
            world.pcim.requester(doctor).requestAccess(image, "Second opinion");
            world.pcim
                    .patient(patient)
                    .approve(
                            world.pcim.patient(patient).pendingRequests().get(0),
                            GrantTerms.until(Instant.now().plus(Duration.ofDays(1))));
            Check.require(
                    world.ledger.access(image, doctor.address()).inForce(Instant.now()),
                    "the approval is not in force");
        }
    }
}
