package org.pcim.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One long message: ours in process and from file to file, against gpg, sq and openssl's figure. */
final class CipherPart implements Part {

    private static final int TIMES_OTHERS = 5;
    private static final double SHARE_OF_OPENSSL = 0.5;

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.BASH, Program.Needed.GPG, Program.Needed.SQ, Program.Needed.OPENSSL);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        Path plaintext = places.memory().resolve("plaintext");
        long length = (long) sizes.messageMiB() * Sizes.MIB;
        writeRandom(plaintext, sizes.messageMiB());
        List<Figure> figures = new ArrayList<>();
        try (CipherPeers peers = CipherPeers.create(places.memory(), plaintext);
                OurCipher ours = new OurCipher(places.memory(), plaintext)) {
            List<Samples> encrypting = Samples.alternate(
                    sizes,
                    List.of(() -> Cost.of(() -> ours.encryptInProcess(length)), () -> Cost.of(ours::encryptFile)),
                    List.of(peers::gpgEncrypts, peers::sqEncrypts));
            ours.prepareDecryption(length);
            List<Samples> decrypting = Samples.alternate(
                    sizes,
                    List.of(() -> Cost.of(ours::decryptInProcess), () -> Cost.of(ours::decryptFile)),
                    List.of(peers::gpgDecrypts, peers::sqDecrypts));
            figures.addAll(compare("encrypt " + sizes.messageMiB() + " MiB", encrypting, length, places.memory()));
            figures.addAll(compare("decrypt " + sizes.messageMiB() + " MiB", decrypting, length, places.memory()));
        }
        return figures;
    }

    private static List<Figure> compare(String what, List<Samples> samples, long length, Path folder)
            throws IOException {
        Samples inProcess = samples.get(0);
        double rate = length / inProcess.median().seconds();
        double openssl = Machine.opensslBytesPerSecond(folder);
        return List.of(
                Figure.timesAsFast(what + ", in process", inProcess, "gpg -z 0", samples.get(2), TIMES_OTHERS),
                Figure.timesAsFast(
                        what + ", in process", inProcess, "sq --compression none", samples.get(3), TIMES_OTHERS),
                Figure.timesAsFast(what + ", file to file", samples.get(1), "gpg -z 0", samples.get(2), TIMES_OTHERS),
                Figure.of(
                        what + ", in process",
                        List.of(rate(inProcess.seconds(Measurement.PCIM), length)),
                        List.of(Measurement.once("openssl speed, one thread", "MB/s", openssl / 1e6)),
                        Figure.format("%.2f", rate / openssl),
                        Figure.format("%.2f", SHARE_OF_OPENSSL),
                        rate / openssl >= SHARE_OF_OPENSSL));
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
        byte[] buffer = new byte[256 * 1024];
        for (int n; (n = from.read(buffer)) >= 0; ) {
            to.write(buffer, 0, n);
        }
    }
}
