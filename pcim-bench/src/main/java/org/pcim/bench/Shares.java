package org.pcim.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.PatientView;
import org.pcim.cipher.CipherIdentity;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.model.ImageId;
import org.pcim.signing.LedgerKey;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Study;
import org.pcim.testkit.program.GnuPg;

/**
 * Time and bytes of the first n shares of an image: by re-wrapping its key, and the paper's way, by a copy for each
 * requester, which GnuPG's users still get.
 */
final class Shares {

    private static final List<Integer> COUNTS = List.of(1, 10, 100);
    private static final List<Integer> QUICK_COUNTS = List.of(1, 2);
    private static final int MIDDLE_MIB = 100;
    private static final int MAX_COPIED_MIB = 1024;

    private final World world;
    private final Path store;
    private final PatientView patient;
    private final ImageId image;

    private Shares(World world, Path store, int mebibytes) {
        this.world = world;
        this.store = store;
        this.patient = world.pcim.patient(world.patient);
        SyntheticInstance instance = new SyntheticInstance("image", (long) mebibytes * Sizes.MIB);
        this.image = world.register(world.deposit(new Study(List.of(instance), IdentifyingValues.none())));
    }

    static List<Figure> measure(Sizes sizes, Places places) throws IOException {
        List<Integer> counts = sizes.quick() ? QUICK_COUNTS : COUNTS;
        List<Integer> lengths = sizes.sharedMiB() > MIDDLE_MIB
                ? List.of(1, MIDDLE_MIB, sizes.sharedMiB())
                : List.of(1, sizes.sharedMiB());
        List<Figure> figures = new ArrayList<>();
        Path folder = places.disk().resolve("shares");
        try (GnuPg gpg = new GnuPg(places.disk().resolve("shares-gnupg"))) {
            String key = gpg.generate("Doctor <doctor@clinic.example>", "ed25519", "cv25519");
            try (CipherIdentity gnuPgKey = OpenPgpKeys.importLocked(gpg.secretKey(key), gpg.passphrase());
                    World world = new World(folder)) {
                for (int mebibytes : lengths) {
                    Shares shares = new Shares(world, folder.resolve("store"), mebibytes);
                    int most = counts.get(counts.size() - 1);
                    List<Share> wrapped = shares.share(world.doctor.keys(), most);
                    List<Share> copied =
                            shares.share(gnuPgKey, Math.max(1, Math.min(most, MAX_COPIED_MIB / mebibytes)));
                    for (int count : counts) {
                        figures.add(figure(mebibytes, count, wrapped, copied));
                    }
                }
            }
        }
        return figures;
    }

    /**
     * What one more requester takes.
     *
     * @param seconds for the approval
     * @param bytes more in store and ledger
     */
    private record Share(double seconds, long bytes) {}

    private static Figure figure(int mebibytes, int count, List<Share> wrapped, List<Share> copied) {
        List<Share> copies = copied.subList(0, Math.min(count, copied.size()));
        String peer = copies.size() == count ? "a copy for each" : "a copy for each of " + copies.size();
        List<Share> ours = wrapped.subList(0, count);
        return Figure.shown(
                        Figure.format("the first %d shares of an image of %d MiB", count, mebibytes),
                        measurements(Measurement.PCIM, ours),
                        measurements(peer, copies),
                        Figure.format(
                                "a copy has %.0f times the bytes", bytes(copies) / copies.size() * count / bytes(ours)))
                .at(Figure.Place.point("sharing-of-" + mebibytes + "-MiB", "shares", count));
    }

    private static List<Measurement> measurements(String of, List<Share> shares) {
        return List.of(
                Measurement.once(
                        of, "s", shares.stream().mapToDouble(Share::seconds).sum()),
                new Measurement(
                        of,
                        "s each",
                        List.of(),
                        shares.stream().map(Share::seconds).toList()),
                Measurement.once(of, "bytes", bytes(shares)));
    }

    private static double bytes(List<Share> shares) {
        return shares.stream().mapToLong(Share::bytes).sum();
    }

    /** Shares with so many requesters, one after the other; they have one OpenPGP key, and a ledger key each. */
    private List<Share> share(CipherIdentity keys, int count) throws IOException {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Identity requester = Identity.of(LedgerKey.generate(), keys);
            world.pcim.requester(requester).publishKey();
            world.pcim.requester(requester).requestAccess(world.pcim.reference(image), "");
            AccessRequest request = patient.pendingRequests().get(0);
            long before = length(store);
            Cost cost = Cost.of(() ->
                    patient.approve(request, GrantTerms.until(Instant.now().plus(Duration.ofDays(1)))));
            int capsule = world.ledger
                    .capsule(image, requester.address())
                    .orElseThrow()
                    .bytes()
                    .length();
            shares.add(new Share(cost.seconds(), length(store) - before + capsule));
        }
        return shares;
    }

    /** The images' files; the index is made from them. */
    private static long length(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store.resolve("cars"))) {
            return files.filter(Files::isRegularFile).mapToLong(Shares::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
