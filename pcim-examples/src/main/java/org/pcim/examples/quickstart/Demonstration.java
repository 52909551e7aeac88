package org.pcim.examples.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.PcimClient;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.ethereum.EthereumAccessLedger;
import org.pcim.ledger.AccessLedger;
import org.pcim.store.ImageStore;

/** The whole quickstart: makes the participants, puts a client together, and runs the access sequence. */
final class Demonstration {

    private final WorkFolder work;
    private final ChosenStore chosen;
    private final ChosenLedger chosenLedger;
    private final Screen screen;

    Demonstration(WorkFolder work, ChosenStore chosen, ChosenLedger chosenLedger, Screen screen) {
        this.work = work;
        this.chosen = chosen;
        this.chosenLedger = chosenLedger;
        this.screen = screen;
    }

    void run(@Nullable Path folder) {
        Instant begun = Instant.now();
        screen.line("PCIM quickstart: the paper's access sequence (Figure 4) on " + chosen.name() + " and "
                + chosenLedger.name());
        screen.step("The images");
        InputFiles input = InputFiles.find(folder, work, screen);
        screen.step("The participants: each has a key for the ledger, and an OpenPGP key");
        try (Participants participants = Participants.create(work, screen);
                ImageStore store = chosen.open(work);
                OpenedLedger opened = chosenLedger.open(work, participants, screen);
                PcimClient pcim = PcimClient.builder()
                        .store(store)
                        .ledger(opened.ledger())
                        .cipher(new OpenPgpImageCipher())
                        .build()) {
            AccessLedger ledger = opened.ledger();
            EventFeed events = new EventFeed(ledger, screen);
            AccessSequence sequence = new AccessSequence(pcim, participants, opened, work, screen, events);
            sequence.run(input);
            ChosenStore.tidy(store);
            new Proof(pcim, ledger, participants, work, screen).show(input, sequence.images());
            if (ledger instanceof EthereumAccessLedger ethereum) {
                new GasTable(ethereum, screen).show(events.all());
            }
            work.write(work.events(), EventLog.jsonLines(events.all()));
            tellWhereEverythingLies(input, opened.place(), sequence.images().size(), begun);
        }
    }

    private void tellWhereEverythingLies(InputFiles input, String ledger, int images, Instant begun) {
        screen.step("Where everything lies");
        screen.say("the original files          " + input.folder());
        screen.say("what the requester got      " + work.retrieved(Participants.REQUESTER_1));
        screen.say("the encrypted images        " + chosen.place(work));
        screen.say("the ledger                  " + ledger);
        screen.say("the patient's receipts      "
                + (images == 1 ? work.receipt(1, 1) : work.receipt(1, images).getParent()));
        screen.say("keys and passphrases        " + work.keys());
        screen.say("every event                 " + work.events());
        screen.line("");
        screen.line("Done in %.1f s."
                .formatted(Duration.between(begun, Instant.now()).toMillis() / 1000.0));
    }
}
