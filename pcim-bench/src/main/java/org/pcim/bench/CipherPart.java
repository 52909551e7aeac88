package org.pcim.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One long message: ours in process and as a whole program, against the programs of others and against openssl's figure, which
 * is the limit.
 */
final class CipherPart implements Part {

    private static final int TIMES_OTHERS = 5;
    private static final Set<String> OTHERS_WITH_TARGET = Set.of("gpg -z 0", "sq --compression none");
    private static final double SHARE_OF_OPENSSL = 0.5;

    @Override
    public List<Program.Needed> needs() {
        List<Program.Needed> needs = new ArrayList<>(CipherPrograms.NEEDS);
        needs.add(Program.Needed.OPENSSL);
        return needs;
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        Path plaintext = places.memory().resolve("plaintext");
        long length = (long) sizes.messageMiB() * Sizes.MIB;
        writeRandom(plaintext, sizes.messageMiB());
        try (CipherPrograms all = CipherPrograms.of(places.memory(), plaintext);
                OurCipher ours = new OurCipher()) {
            ours.prepareDecryption(length);
            List<CipherProgram> programs = all.all();
            List<Samples.Run> runs = new ArrayList<>();
            programs.forEach(program -> runs.addAll(List.of(program::encrypt, program::decrypt)));
            List<Samples> samples = Samples.alternate(
                    sizes,
                    List.of(() -> Cost.of(() -> ours.encryptInProcess(length)), () -> Cost.of(ours::decryptInProcess)),
                    runs);
            List<Samples> encrypting = everySecond(samples, 2);
            List<Samples> decrypting = everySecond(samples, 3);
            List<Figure> figures = new ArrayList<>();
            String message = sizes.messageMiB() + " MiB";
            figures.addAll(compare("encrypt " + message, programs, samples.get(0), encrypting));
            figures.add(besideOpenssl("encrypt " + message, samples.get(0), length, places.memory()));
            figures.addAll(compare("decrypt " + message, programs, samples.get(1), decrypting));
            figures.add(besideOpenssl("decrypt " + message, samples.get(1), length, places.memory()));
            return figures;
        } finally {
            Files.delete(plaintext);
        }
    }

    private static List<Samples> everySecond(List<Samples> samples, int first) {
        List<Samples> some = new ArrayList<>();
        for (int i = first; i < samples.size(); i += 2) {
            some.add(samples.get(i));
        }
        return some;
    }

    private static List<Figure> compare(
            String what, List<CipherProgram> programs, Samples inProcess, List<Samples> whole) {
        List<Figure> figures = new ArrayList<>();
        for (int i = 1; i < programs.size(); i++) {
            String peer = programs.get(i).called();
            String line = what + ", in process";
            figures.add(
                    OTHERS_WITH_TARGET.contains(peer)
                            ? Figure.timesAsFast(line, inProcess, peer, whole.get(i), TIMES_OTHERS)
                            : Figure.timesAsFast(line, inProcess, peer, whole.get(i)));
        }
        for (int i = 1; i < programs.size(); i++) {
            figures.add(Figure.timesAsFast(
                    what + ", as a whole program", whole.get(0), programs.get(i).called(), whole.get(i)));
        }
        return figures;
    }

    private static Figure besideOpenssl(String what, Samples inProcess, long length, Path folder) throws IOException {
        double rate = length / inProcess.median().seconds();
        double openssl = Machine.opensslBytesPerSecond(folder);
        return Figure.of(
                what + ", in process",
                List.of(rate(inProcess.seconds(Measurement.PCIM), length)),
                List.of(Measurement.once("openssl speed, one thread", "MB/s", openssl / 1e6)),
                Figure.format("%.2f", rate / openssl),
                Figure.format("%.2f", SHARE_OF_OPENSSL),
                rate / openssl >= SHARE_OF_OPENSSL);
    }

    private static Measurement rate(Measurement seconds, long length) {
        return new Measurement(
                seconds.of(),
                "MB/s",
                seconds.warmUp().stream().map(taken -> length / taken / 1e6).toList(),
                seconds.rounds().stream().map(taken -> length / taken / 1e6).toList());
    }

    /** Nothing in it can be compressed. */
    private static void writeRandom(Path file, int mebibytes) throws IOException {
        Random random = new Random(1);
        byte[] buffer = new byte[Sizes.MIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(buffer);
                out.write(buffer);
            }
        }
    }

    static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (int n; (n = from.read(buffer)) >= 0; ) {
            to.write(buffer, 0, n);
        }
    }
}
