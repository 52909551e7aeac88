package org.pcim.examples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pcim.PcimClient;
import org.pcim.cipher.KeyCheck;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.error.CipherException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.ledger.AccessLedger;
import org.pcim.model.Attestation;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.study.Instance;

/** Shows that what was claimed holds, or fails. */
final class Proof {

    private final PcimClient pcim;
    private final AccessLedger ledger;
    private final Participants participants;
    private final WorkFolder work;
    private final Screen screen;

    Proof(PcimClient pcim, AccessLedger ledger, Participants participants, WorkFolder work, Screen screen) {
        this.pcim = pcim;
        this.ledger = ledger;
        this.participants = participants;
        this.work = work;
        this.screen = screen;
    }

    void show(InputFiles input, List<ImageId> images) {
        screen.step("Proof");
        retrievedEqualsOriginals(input);
        for (ImageId image : images) {
            refused(participants.requester2(), image);
            refused(participants.requester1(), image);
            anothersCapsuleDoesNotOpen(image);
        }
        nothingWasWrittenFor(Participants.REQUESTER_2);
        screen.say("the denied requester has no key, and the key of another does not open with its own: nothing opens");
        screen.say("the removed requester is refused; what it read before, it has read");
    }

    private void retrievedEqualsOriginals(InputFiles input) {
        Path retrieved = work.retrieved(Participants.REQUESTER_1);
        List<Path> originals = input.studies().stream()
                .flatMap(study -> study.instances().stream())
                .map(Instance::name)
                .map(Path::of)
                .sorted()
                .toList();
        if (!originals.equals(WorkFolder.filesBelow(retrieved))) {
            throw new ProofFailedException("other files were retrieved than were deposited");
        }
        for (Path file : originals) {
            if (!sameBytes(input.folder().resolve(file), retrieved.resolve(file))) {
                throw new ProofFailedException("the retrieved file " + file + " differs from its original");
            }
        }
        screen.say("all " + originals.size() + " retrieved files equal their originals, byte for byte");
    }

    private void refused(Participant requester, ImageId image) {
        Path folder = work.retrieved(requester.name() + "-refused");
        try {
            pcim.requester(requester.identity()).retrieve(image, folder);
        } catch (LedgerRefusalException expected) {
            if (Files.exists(folder)) {
                throw new ProofFailedException("something was written for " + requester.name());
            }
            return;
        }
        throw new ProofFailedException(requester.name() + " could open image " + image);
    }

    private void anothersCapsuleDoesNotOpen(ImageId image) {
        KeyCapsule anothers = ledger.capsule(image, participants.requester1().address())
                .orElseThrow(() -> new ProofFailedException("the ledger lost the key of requester1"));
        Attestation attestation = ledger.image(image)
                .orElseThrow(() -> new ProofFailedException("the ledger lost image " + image))
                .attestation();
        KeyCheck binding = new KeyCheck(
                attestation.statement(), attestation.ledger(), attestation.patient(), attestation.radiologist(), 1);
        try {
            new OpenPgpImageCipher()
                    .open(anothers, participants.requester2().keys(), binding, attestation.keyCheck())
                    .close();
        } catch (CipherException expected) {
            return;
        }
        throw new ProofFailedException("requester2 could unwrap the key of requester1");
    }

    private void nothingWasWrittenFor(String requester) {
        if (!WorkFolder.filesBelow(work.retrieved(requester)).isEmpty()) {
            throw new ProofFailedException("something was written for " + requester);
        }
    }

    private static boolean sameBytes(Path one, Path other) {
        try {
            return Files.mismatch(one, other) == -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
