package org.pcim.examples.quickstart;

import java.util.List;
import java.util.stream.Stream;
import org.pcim.crypto.KeyParameters;

/**
 * Everybody in the demonstration.
 *
 * @param owner who runs the ledger
 * @param institution a hospital
 * @param radiologist one of the hospital's
 * @param patient whose images they are
 * @param requester1 who is approved
 * @param requester2 who is denied
 */
record Participants(
        Participant owner,
        Participant institution,
        Participant radiologist,
        Participant patient,
        Participant requester1,
        Participant requester2)
        implements AutoCloseable {

    static final String REQUESTER_1 = "requester1";
    static final String REQUESTER_2 = "requester2";

    static Participants create(WorkFolder work, Screen screen) {
        List<Participant> made = Stream.of(
                        new Plan("owner", Participant.named("Consortium")),
                        new Plan("institution", Participant.named("General Hospital")),
                        new Plan("radiologist", Participant.named("Radiology, General Hospital")),
                        new Plan("patient", Participant.unnamed()),
                        new Plan(REQUESTER_1, Participant.named("Dr. Ada Example, General Hospital")),
                        new Plan(REQUESTER_2, Participant.named("Imaging Lab, Example University")))
                .parallel()
                .map(plan -> Participant.create(plan.name, plan.parameters, work))
                .toList();
        Participants participants =
                new Participants(made.get(0), made.get(1), made.get(2), made.get(3), made.get(4), made.get(5));
        for (Participant participant : participants.everybody()) {
            screen.name(participant.address(), participant.name());
            screen.say("%-12s %s".formatted(participant.name(), participant.address()));
        }
        return participants;
    }

    private record Plan(String name, KeyParameters parameters) {}

    private List<Participant> everybody() {
        return List.of(owner, institution, radiologist, patient, requester1, requester2);
    }

    @Override
    public void close() {
        everybody().forEach(Participant::close);
    }
}
