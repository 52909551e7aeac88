package org.pcim.testkit.sequence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.model.AccessStatus;
import org.pcim.model.Attestation;

/** Commands about certificates, images and who may open them. */
final class ImageCommands {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** An image as it should stand if every usual command has succeeded. */
    private static final class Image {

        private final int first;
        private final Person patient;
        private final Map<Person, AccessStatus> standings = new EnumMap<>(Person.class);
        private int version = 1;
        private int root;

        Image(int root, Person patient) {
            this.first = root;
            this.root = root;
            this.patient = patient;
        }
    }

    private record Pair(Image image, Person requester) {}

    private final Composer composer;
    private final List<Image> images = new ArrayList<>();
    private final Map<Person, Integer> sequences = new EnumMap<>(Person.class);
    private int roots;

    ImageCommands(Composer composer) {
        this.composer = composer;
        // The composer begins with their keys.
        Person.DOCTORS.forEach(doctor -> sequences.put(doctor, 1));
    }

    void addTo(Composer all) {
        all.kind(4, this::publishKey);
        all.kind(5, this::createContract);
        all.kind(12, this::request);
        all.kind(4, this::requestSeveral);
        all.kind(2, this::withdraw);
        all.kind(12, this::approve);
        all.kind(5, this::approveSeveral);
        all.kind(5, this::renew);
        all.kind(3, this::deny);
        all.kind(4, this::remove);
        all.kind(5, this::trace);
        all.kind(4, this::correct);
        all.kind(4, this::rotate);
    }

    private void publishKey() {
        Person sender = composer.any(Person.ALL);
        int last = sequences.getOrDefault(sender, 0);
        int sequence = usually(last + 1, () -> composer.any(List.of(0, last, last + 3)));
        int length = usually(950, () -> composer.any(List.of(0, 1, 16384, 16385)));
        int bindingLength = usually(100, () -> composer.any(List.of(0, 1, 4096, 4097)));
        Person owner = composer.usually(sender);
        Person signer = composer.usually(owner);
        boolean usual = composer.send(
                sender,
                "publish key " + sequence + " of " + owner + ", " + length + " bytes, bound in " + bindingLength
                        + " bytes and by " + signer,
                scene -> scene.publishKey(owner, sequence, length, bindingLength, signer));
        if (usual) {
            sequences.put(sender, sequence);
        }
    }

    private void createContract() {
        Person patient = composer.any(Person.PATIENTS);
        Person sender = composer.usually(patient);
        Person radiologist = composer.usually(composer.registeredRadiologist());
        int root = usually(roots + 1, this::anyRoot);
        Attested attested = attested(radiologist);
        Image image = anyImage();
        boolean asCorrection = usually(false, () -> true);
        int number = composer.number();
        boolean usual = composer.send(
                sender,
                "create contract of " + patient + " for root " + root + (asCorrection ? ", as a correction" : "")
                        + attested,
                scene -> scene.createContract(
                        number,
                        attested.attestation(
                                scene,
                                radiologist,
                                patient,
                                root,
                                asCorrection && image != null ? correction(image.first, 2, image.root) : null),
                        attested.signer));
        roots = Math.max(roots, root);
        if (usual) {
            images.add(new Image(root, patient));
        }
    }

    private void request() {
        Person requester = composer.any(Person.DOCTORS);
        Image image = anyImage();
        if (image == null) {
            createContract();
            return;
        }
        int id = usually(image.first, this::anyRoot);
        Person sender = composer.usually(requester);
        int number = composer.number();
        boolean usual = composer.send(
                sender, "request image " + id, scene -> new RequestAccess(Scene.image(id), Scene.text(number)));
        if (usual && image.standings.get(sender) != AccessStatus.APPROVED) {
            image.standings.put(sender, AccessStatus.PENDING);
        }
    }

    private void requestSeveral() {
        Person requester = composer.any(Person.DOCTORS);
        List<Image> asked = several(images.stream()
                .filter(image -> usually(!asks(image, requester), () -> true))
                .toList());
        if (asked.isEmpty()) {
            createContract();
            return;
        }
        List<Integer> ids = asked.stream()
                .map(image -> usually(image.first, this::anyRoot))
                .distinct()
                .toList();
        Person sender = composer.usually(requester);
        int number = composer.number();
        boolean usual = composer.send(
                sender,
                "request images " + ids,
                scene -> new RequestAccesses(ids.stream()
                        .map(id -> new RequestAccess(Scene.image(id), Scene.text(number + id)))
                        .toList()));
        if (usual) {
            asked.forEach(image -> image.standings.put(sender, AccessStatus.PENDING));
        }
    }

    private static boolean asks(Image image, Person requester) {
        AccessStatus status = image.standings.get(requester);
        return status == AccessStatus.PENDING || status == AccessStatus.APPROVED;
    }

    private void withdraw() {
        with(AccessStatus.PENDING, this::withdraw);
    }

    private void withdraw(Pair pair) {
        decide(
                pair,
                composer.usually(pair.requester),
                "withdraw the request for",
                AccessStatus.WITHDRAWN,
                (scene, id) -> new WithdrawRequest(Scene.image(id)));
    }

    private void approve() {
        with(AccessStatus.PENDING, this::approve);
    }

    private void approve(Pair pair) {
        int version = version(pair.image.version);
        Duration life = life();
        int number = composer.number();
        decide(
                pair,
                composer.usually(pair.image.patient),
                "approve " + pair.requester + " for version " + version + ", " + life + " long, for",
                AccessStatus.APPROVED,
                (scene, id) -> new ApproveRequester(
                        Scene.image(id), scene.address(pair.requester), scene.grant(number, version, life)));
    }

    private void approveSeveral() {
        Person patient = composer.any(Person.PATIENTS);
        List<Pair> pairs = several(images.stream()
                .filter(image -> usually(image.patient == patient, () -> true))
                .flatMap(image -> image.standings.entrySet().stream()
                        .filter(standing -> usually(standing.getValue() == AccessStatus.PENDING, () -> true))
                        .map(standing -> new Pair(image, standing.getKey())))
                .toList());
        if (pairs.isEmpty()) {
            requestSeveral();
            return;
        }
        List<Approval> approvals = pairs.stream()
                .map(pair -> new Approval(pair.image.first, pair.requester, version(pair.image.version), life()))
                .toList();
        int number = composer.number();
        boolean usual = composer.send(
                composer.usually(patient),
                "approve " + approvals,
                scene -> new ApproveRequesters(approvals.stream()
                        .map(it -> it.operation(scene, number))
                        .toList()));
        if (usual) {
            pairs.forEach(pair -> pair.image.standings.put(pair.requester, AccessStatus.APPROVED));
        }
    }

    private record Approval(int image, Person requester, int version, Duration life) {

        ApproveRequester operation(Scene scene, int number) {
            return new ApproveRequester(
                    Scene.image(image), scene.address(requester), scene.grant(number + image, version, life));
        }

        @Override
        public String toString() {
            return requester + " for version " + version + " of image " + image + ", " + life + " long";
        }
    }

    private void renew() {
        with(AccessStatus.APPROVED, this::renew);
    }

    private void renew(Pair pair) {
        int version = version(pair.image.version);
        Duration life = life();
        int number = composer.number();
        decide(
                pair,
                composer.usually(pair.image.patient),
                "renew " + pair.requester + " for version " + version + ", " + life + " long, for",
                AccessStatus.APPROVED,
                (scene, id) -> new RenewRequester(
                        Scene.image(id), scene.address(pair.requester), scene.grant(number, version, life)));
    }

    private void deny() {
        with(AccessStatus.PENDING, this::deny);
    }

    private void deny(Pair pair) {
        int number = composer.number();
        decide(
                pair,
                composer.usually(pair.image.patient),
                "deny " + pair.requester,
                AccessStatus.DENIED,
                (scene, id) -> new DenyRequester(Scene.image(id), scene.address(pair.requester), Scene.reason(number)));
    }

    private void remove() {
        with(AccessStatus.APPROVED, this::remove);
    }

    private void remove(Pair pair) {
        int number = composer.number();
        decide(
                pair,
                composer.usually(pair.image.patient),
                "remove " + pair.requester + " from",
                AccessStatus.REMOVED,
                (scene, id) ->
                        new RemoveRequester(Scene.image(id), scene.address(pair.requester), Scene.reason(number)));
    }

    private void trace() {
        with(composer.any(List.of(AccessStatus.APPROVED, AccessStatus.REMOVED, AccessStatus.DENIED)), this::trace);
    }

    private void trace(Pair pair) {
        Person sender = composer.usually(composer.below(2) == 0 ? pair.image.patient : pair.requester);
        int id = usually(pair.image.first, this::anyRoot);
        composer.send(
                sender,
                "trace " + pair.requester + " for image " + id,
                scene -> new TraceAuthorization(Scene.image(id), scene.address(pair.requester)));
    }

    private void correct() {
        Image image = anyImage();
        if (image == null) {
            createContract();
            return;
        }
        int version = usually(image.version + 1, () -> image.version + composer.any(List.of(2, 3)));
        int previous = usually(image.root, this::anyRoot);
        int root = usually(roots + 1, this::anyRoot);
        Person patient = composer.usually(image.patient);
        Person radiologist = composer.usually(composer.registeredRadiologist());
        Attested attested = attested(radiologist);
        boolean asFirst = usually(false, () -> true);
        List<Person> kept = some(image);
        int number = composer.number();
        boolean usual = composer.send(
                patient,
                "correct image " + image.first + (asFirst ? ", as a first version" : "") + " to version " + version
                        + " with root " + root + " after root " + previous + ", for " + kept + attested,
                scene -> scene.addCorrection(
                        number,
                        attested.attestation(
                                scene,
                                radiologist,
                                image.patient,
                                root,
                                asFirst ? null : correction(image.first, version, previous)),
                        attested.signer,
                        regrants(scene, number, kept)));
        added(image, usual, root);
    }

    private void rotate() {
        Image image = anyImage();
        if (image == null) {
            createContract();
            return;
        }
        int id = usually(image.first, this::anyRoot);
        int version = version(image.version + 1);
        int root = usually(roots + 1, this::anyRoot);
        List<Person> kept = some(image);
        List<Person> removed = some(image).stream()
                .filter(person -> usually(!kept.contains(person), () -> true))
                .toList();
        int number = composer.number();
        boolean usual = composer.send(
                composer.usually(image.patient),
                "rotate image " + id + " to version " + version + " with root " + root + ", without " + removed
                        + ", for " + kept,
                scene -> new AddRotation(
                        Scene.image(id),
                        new NewVersion(version, Scene.root(root), Scene.digest("key check " + root)),
                        Scene.capsule("of " + number),
                        removed.stream().map(scene::address).toList(),
                        regrants(scene, number, kept)));
        added(image, usual, root);
        if (usual) {
            removed.forEach(person -> image.standings.put(person, AccessStatus.REMOVED));
        }
    }

    private void added(Image image, boolean usual, int root) {
        roots = Math.max(roots, root);
        if (usual) {
            image.version++;
            image.root = root;
        }
    }

    private interface Decision {
        LedgerOperation of(Scene scene, int image);
    }

    private void decide(Pair pair, Person sender, String what, AccessStatus after, Decision decision) {
        int id = usually(pair.image.first, this::anyRoot);
        boolean usual = composer.send(sender, what + " image " + id, scene -> decision.of(scene, id));
        if (usual) {
            pair.image.standings.put(pair.requester, after);
        }
    }

    private static List<Regrant> regrants(Scene scene, int number, List<Person> kept) {
        return kept.stream().map(person -> scene.regrant(number, person)).toList();
    }

    private static Attestation.Correction correction(int image, int version, int previous) {
        return new Attestation.Correction(Scene.image(image), version, Scene.root(previous));
    }

    /** How an attestation is dated and by whom it is signed. */
    private record Attested(Duration age, Duration lifetime, Person signer) {

        Attestation attestation(
                Scene scene,
                Person radiologist,
                Person patient,
                int root,
                Attestation.@Nullable Correction correction) {
            return scene.attestation(radiologist, patient, root, correction, age, lifetime);
        }

        @Override
        public String toString() {
            return ", attested " + age + " from now for " + lifetime + " by " + signer;
        }
    }

    private Attested attested(Person radiologist) {
        Duration lifetime = usually(
                Attestation.LIFETIME,
                () -> composer.any(List.of(Attestation.LIFETIME.plus(SECOND), Duration.ZERO, SECOND.negated())));
        Duration age = usually(
                Duration.ZERO,
                () -> composer.any(List.of(
                        Attestation.CLOCK_TOLERANCE,
                        Attestation.CLOCK_TOLERANCE.plus(SECOND),
                        lifetime.negated(),
                        lifetime.plus(SECOND).negated())));
        return new Attested(age, lifetime, composer.usually(radiologist));
    }

    private Duration life() {
        return usually(composer.any(Composer.LIVES), () -> composer.any(List.of(Duration.ZERO, SECOND.negated())));
    }

    private int version(int fit) {
        return usually(fit, () -> composer.below(fit + 2));
    }

    /** Up to five of them, each once. */
    private <T> List<T> several(List<T> from) {
        List<T> left = new ArrayList<>(from);
        List<T> some = new ArrayList<>();
        int count = 1 + composer.below(5);
        while (some.size() < count && !left.isEmpty()) {
            some.add(left.remove(composer.below(left.size())));
        }
        return some;
    }

    /** Of a version, of a first one, or of none. */
    private int anyRoot() {
        return 1 + composer.below(roots + 2);
    }

    private @Nullable Image anyImage() {
        return images.isEmpty() ? null : composer.any(images);
    }

    /** Takes a pair that should have this status; if there is none, it does instead what brings one. */
    private void with(AccessStatus status, Consumer<Pair> decide) {
        List<Pair> fit = images.stream()
                .flatMap(image -> image.standings.entrySet().stream()
                        .filter(standing -> standing.getValue() == status)
                        .map(standing -> new Pair(image, standing.getKey())))
                .toList();
        if (!fit.isEmpty()) {
            decide.accept(usually(composer.any(fit), () -> new Pair(composer.any(images), composer.any(Person.ALL))));
        } else if (status == AccessStatus.PENDING) {
            request();
        } else {
            approve();
        }
    }

    /** Some of those who should be approved, and rarely anybody. */
    private List<Person> some(Image image) {
        return Stream.concat(
                        image.standings.entrySet().stream()
                                .filter(standing -> standing.getValue() == AccessStatus.APPROVED)
                                .map(Map.Entry::getKey)
                                .filter(person -> composer.below(2) == 0),
                        usually(List.<Person>of(), () -> List.of(composer.any(Person.ALL))).stream())
                .distinct()
                .toList();
    }

    private <T> T usually(T fit, Supplier<T> otherwise) {
        return composer.usually(fit, otherwise);
    }
}
