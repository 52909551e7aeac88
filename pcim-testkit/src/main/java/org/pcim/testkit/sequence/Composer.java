package org.pcim.testkit.sequence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.model.Role;

/**
 * Composes a sequence of commands from a seed alone: the same for every ledger.
 *
 * <p>Most commands are such as could succeed, judged by what was commanded before; in some of them one part is odd.
 */
final class Composer {

    /** How often a part of a command is odd: one in so many. */
    private static final int ODDITY = 14;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** How long approvals live: some end to the second when time passes. */
    static final List<Duration> LIVES = List.of(MINUTE, HOUR, HOUR, DAY, Duration.ofDays(30), Duration.ofDays(365));

    private static final List<Duration> PASSES =
            List.of(SECOND, SECOND, MINUTE, MINUTE, HOUR, HOUR, DAY, Duration.ofDays(30));

    private final Random random;
    private final List<Command> commands = new ArrayList<>();
    private final List<Runnable> kinds = new ArrayList<>();
    private final Set<Person> institutions = EnumSet.noneOf(Person.class);
    private final Map<Person, Person> radiologists = new EnumMap<>(Person.class);
    private boolean odd;

    private Composer(long seed) {
        this.random = new Random(seed);
    }

    /** A sequence of this length. */
    static List<Command> compose(long seed, int length) {
        Composer composer = new Composer(seed);
        composer.addConsortium();
        new ImageCommands(composer).addTo(composer);
        composer.prologue();
        while (composer.commands.size() < length) {
            composer.any(composer.kinds).run();
        }
        return List.copyOf(composer.commands.subList(0, length));
    }

    /** A kind of command, which is chosen as often as its weight says. */
    void kind(int weight, Runnable add) {
        for (int i = 0; i < weight; i++) {
            kinds.add(add);
        }
    }

    /** The number of the command that is being made. */
    int number() {
        return commands.size() + 1;
    }

    /** One of them. */
    <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** What fits, or rarely something odd. */
    <T> T usually(T fit, Supplier<T> otherwise) {
        if (random.nextInt(ODDITY) > 0) {
            return fit;
        }
        odd = true;
        return otherwise.get();
    }

    Person usually(Person fit) {
        return usually(fit, () -> any(Person.ALL));
    }

    /** Adds an operation; whether nothing about it is odd, so that it may well succeed. */
    boolean send(Person sender, String what, Function<Scene, LedgerOperation> operation) {
        commands.add(new Command.Send(number(), sender, what, operation, signing()));
        boolean usual = !odd;
        odd = false;
        return usual;
    }

    private Command.Signing signing() {
        return usually(
                Command.Signing.SENDER,
                () -> any(List.of(Command.Signing.OTHER_PERSON, Command.Signing.OTHER_OPERATION)));
    }

    /** What a ledger needs before anything else can succeed. */
    private void prologue() {
        institution(Person.OWNER, Person.HOSPITAL_1, 8);
        member(Person.HOSPITAL_1, Role.RADIOLOGIST, Person.RADIOLOGIST_1);
        for (Person doctor : Person.DOCTORS) {
            send(doctor, "publish key 1", scene -> scene.publishKey(doctor, 1, 950, 100, doctor));
        }
    }

    /** A radiologist who should be registered, if there is one. */
    Person registeredRadiologist() {
        List<Person> registered =
                Person.RADIOLOGISTS.stream().filter(radiologists::containsKey).toList();
        return any(registered.isEmpty() ? Person.RADIOLOGISTS : registered);
    }

    private void addConsortium() {
        kind(3, () -> {
            Person institution = usually(any(Person.HOSPITALS));
            institution(usually(Person.OWNER), institution, usually(8, () -> any(List.of(0, 128, 129))));
        });
        kind(1, this::removeInstitution);
        kind(4, () -> member(usually(any(Person.HOSPITALS)), Role.RADIOLOGIST, usually(any(Person.RADIOLOGISTS))));
        kind(3, () -> member(usually(any(Person.HOSPITALS)), Role.REQUESTER, usually(any(Person.DOCTORS))));
        kind(1, () -> removeMember(Role.RADIOLOGIST, usually(any(Person.RADIOLOGISTS))));
        kind(1, () -> removeMember(Role.REQUESTER, usually(any(Person.DOCTORS))));
        kind(3, () -> {
            long max = any(List.of(0L, 1L, 2L, 3L, 4294967295L));
            Duration period = any(List.of(Duration.ZERO, MINUTE, HOUR, Duration.ofSeconds(4294967295L)));
            send(
                    usually(any(Person.PATIENTS)),
                    "set limit " + max + " in " + period,
                    scene -> new SetApprovalLimit(max, period));
        });
        kind(2, () -> {
            boolean only = random.nextInt(3) == 0;
            send(
                    usually(any(Person.PATIENTS)),
                    "set registered requesters only: " + only,
                    scene -> new SetRegisteredRequestersOnly(only));
        });
        kind(8, () -> {
            Duration time = any(PASSES);
            commands.add(new Command.Pass(usually(time, () -> time.plus(SECOND))));
        });
        kind(1, () -> commands.add(new Command.Reopen()));
        kind(4, () -> {
            List<Integer> sent = commands.stream()
                    .filter(Command.Send.class::isInstance)
                    .map(it -> ((Command.Send) it).number())
                    .toList();
            commands.add(new Command.Resend(any(sent), signing()));
        });
    }

    private void institution(Person sender, Person institution, int bytes) {
        boolean usual = send(
                sender,
                "register " + institution + " by a name of " + bytes + " bytes",
                scene -> new RegisterInstitution(scene.address(institution), "H".repeat(bytes)));
        if (usual) {
            institutions.add(institution);
        }
    }

    private void removeInstitution() {
        Person institution = usually(any(Person.HOSPITALS));
        boolean usual = send(
                usually(Person.OWNER),
                "remove " + institution,
                scene -> new RemoveInstitution(scene.address(institution)));
        if (usual) {
            institutions.remove(institution);
            radiologists.values().removeIf(institution::equals);
        }
    }

    private void member(Person institution, Role role, Person member) {
        boolean usual = send(
                institution,
                "register " + member + " as " + role,
                scene -> new RegisterMember(role, scene.address(member)));
        if (usual && role == Role.RADIOLOGIST && institutions.contains(institution)) {
            radiologists.putIfAbsent(member, institution);
        }
    }

    private void removeMember(Role role, Person member) {
        boolean usual = send(
                usually(radiologists.getOrDefault(member, any(Person.HOSPITALS))),
                "remove " + member + " as " + role,
                scene -> new RemoveMember(role, scene.address(member)));
        if (usual && role == Role.RADIOLOGIST) {
            radiologists.remove(member);
        }
    }
}
