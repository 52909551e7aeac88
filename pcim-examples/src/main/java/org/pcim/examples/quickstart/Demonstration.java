package org.pcim.examples.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.PcimClient;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.embedded.ledger.EmbeddedAccessLedger;
import org.pcim.ledger.AccessLedger;
import org.pcim.store.ImageStore;

/** The whole quickstart: makes the participants, puts a client together, and runs the access sequence. */
final class Demonstration {

    private final WorkFolder work;
    private final ChosenStore chosen;
    private final Screen screen;

    Demonstration(WorkFolder work, ChosenStore chosen, Screen screen) {
        this.work = work;
        this.chosen = chosen;
        this.screen = screen;
    }

    void run(@Nullable Path folder) {
        Instant begun = Instant.now();
        screen.line("PCIM quickstart: the paper's access sequence (Figure 4) on " + chosen.name()
                + " and the embedded ledger");
        screen.step("The images");
        InputFiles input = InputFiles.find(folder, work, screen);
        screen.step("The participants: each has a key for the ledger, and an OpenPGP key");
        try (Participants participants = Participants.create(work, screen);
                ImageStore store = chosen.open(work);
                AccessLedger ledger = EmbeddedAccessLedger.create(
                        work.ledger(), participants.owner().address());
                PcimClient pcim = PcimClient.builder()
                        .store(store)
                        .ledger(ledger)
                        .cipher(new OpenPgpImageCipher())
                        .build()) {
            EventFeed events = new EventFeed(ledger, screen);
            AccessSequence sequence = new AccessSequence(pcim, participants, work, screen, events);
            sequence.run(input);
            ChosenStore.tidy(store);
            new Proof(pcim, ledger, participants, work, screen).show(input, sequence.images());
            work.write(work.events(), EventLog.jsonLines(events.all()));
            tellWhereEverythingLies(input, sequence.images().size(), begun);
        }
    }

    private void tellWhereEverythingLies(InputFiles input, int images, Instant begun) {
        screen.step("Where everything lies");
        screen.say("the original files          " + input.folder());
        screen.say("what the requester got      " + work.retrieved(Participants.REQUESTER_1));
        screen.say("the encrypted images        " + chosen.place(work));
        screen.say("the ledger                  " + work.ledger());
        screen.say("the patient's receipts      "
                + (images == 1 ? work.receipt(1, 1) : work.receipt(1, images).getParent()));
        screen.say("keys and passphrases        " + work.keys());
        screen.say("every event                 " + work.events());
        screen.line("");
        screen.line("Done in %.1f s."
                .formatted(Duration.between(begun, Instant.now()).toMillis() / 1000.0));
    }
}
