package org.pcim.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.cipher.CipherIdentity;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.crypto.PassphraseCost;
import org.pcim.embedded.ledger.EmbeddedAccessLedger;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.ImageId;
import org.pcim.model.Role;
import org.pcim.signing.LedgerKey;

/** A store, a ledger and everybody's keys in a folder, which one process after another opens. */
final class HospitalFolder implements AutoCloseable {

    private static final int SECRET = 32;
    private static final PassphraseCost CHEAP = new PassphraseCost(10, 1, 1);

    final EmbeddedImageStore store;
    final EmbeddedAccessLedger ledger;
    final PcimClient pcim;
    private final Path folder;
    private final Map<String, Identity> unlocked = new HashMap<>();

    private HospitalFolder(Path folder, EmbeddedAccessLedger ledger) {
        this.folder = folder;
        this.store = EmbeddedImageStore.open(folder.resolve("store"));
        this.ledger = ledger;
        pcim = PcimClient.builder()
                .store(store)
                .ledger(ledger)
                .cipher(new OpenPgpImageCipher())
                .build();
    }

    Identity radiologist() {
        return unlocked.computeIfAbsent("radiologist", this::identity);
    }

    Identity patient() {
        return unlocked.computeIfAbsent("patient", this::identity);
    }

    Identity doctor() {
        return unlocked.computeIfAbsent("doctor", this::identity);
    }

    /** Makes keys, store and ledger, and registers everybody. */
    static void make(Path folder) {
        writeKeys(folder, "radiologist", KeyParameters.named(Instant.now(), "Radiology <radiology@hospital.example>"));
        writeKeys(folder, "patient", KeyParameters.withoutName(Instant.now()));
        writeKeys(folder, "doctor", KeyParameters.named(Instant.now(), "Dr. Doe <doe@clinic.example>"));
        LedgerKey owner = LedgerKey.generate();
        LedgerKey hospital = LedgerKey.generate();
        EmbeddedAccessLedger ledger = EmbeddedAccessLedger.create(folder.resolve("ledger"), owner.address());
        try (HospitalFolder made = new HospitalFolder(folder, ledger)) {
            made.pcim.owner(owner).registerInstitution(hospital.address(), "General Hospital");
            made.pcim
                    .institution(hospital)
                    .registerMember(Role.RADIOLOGIST, made.radiologist().address());
            made.pcim.radiologist(made.radiologist()).publishKey();
            made.pcim.patient(made.patient()).publishKey();
            made.pcim.requester(made.doctor()).publishKey();
        }
    }

    static HospitalFolder open(Path folder) {
        return new HospitalFolder(folder, EmbeddedAccessLedger.open(folder.resolve("ledger")));
    }

    /** Everything that was recorded, as the ledger says it. */
    List<RecordedEvent> events() {
        List<RecordedEvent> events = new ArrayList<>();
        Cursor after = Cursor.START;
        EventPage page;
        do {
            page = ledger.events(EventFilter.all(), after, 1000);
            events.addAll(page.events());
            after = page.next();
        } while (!page.last());
        return events;
    }

    /** The registered images, as the ledger says it. */
    List<ImageId> images() {
        return events().stream()
                .map(RecordedEvent::event)
                .flatMap(
                        event -> event instanceof ContractCreated created ? Stream.of(created.image()) : Stream.empty())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Override
    public void close() {
        pcim.close();
        ledger.close();
        store.close();
    }

    private static void writeKeys(Path folder, String name, KeyParameters parameters) {
        byte[] secret = new byte[SECRET];
        new SecureRandom().nextBytes(secret);
        try (CipherIdentity keys = OpenPgpKeys.generate(parameters)) {
            Files.write(folder.resolve(name + ".ledger"), secret);
            Files.writeString(folder.resolve(name + ".asc"), OpenPgpKeys.exportLocked(keys, passphrase(), CHEAP));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Identity identity(String name) {
        try {
            return Identity.of(
                    LedgerKey.ofSecret(Files.readAllBytes(folder.resolve(name + ".ledger"))),
                    OpenPgpKeys.importLocked(Files.readString(folder.resolve(name + ".asc")), passphrase()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static char[] passphrase() {
        return "only a test".toCharArray();
    }
}
