package org.pcim;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pcim.CheckReport.Finding;
import org.pcim.cipher.ImageCipher;
import org.pcim.error.PcimException;
import org.pcim.internal.ClientCheck;
import org.pcim.internal.ClientServices;
import org.pcim.internal.Keeping;
import org.pcim.internal.WorkerThreads;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.ImageId;
import org.pcim.model.ImageReference;
import org.pcim.store.ImageStore;

/**
 * The entrance to PCIM: a store of encrypted images, a ledger of who may open them, and a cipher, put together.
 *
 * <p>One client is shared by everybody in a program. It holds no identity: each participant gets a view that shows what
 * it may do.
 *
 * <pre>{@code
 * try (PcimClient pcim = PcimClient.builder().store(store).ledger(ledger).cipher(cipher).build()) {
 *     Receipt receipt = pcim.radiologist(radiologist).deposit(study, patient.address(), description);
 *     ImageRecord image = pcim.patient(patient).createContract(receipt);
 *     AccessRequest request = pcim.requester(doctor).requestAccess(image.id(), "Second opinion");
 *     pcim.patient(patient).approve(request, GrantTerms.until(date));
 *     RetrievedStudy scans = pcim.requester(doctor).retrieve(image.id(), folder);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Calls block; interrupting the thread cancels a call with
 * {@link org.pcim.error.CancelledException}.
 */
public final class PcimClient implements AutoCloseable {

    private final WorkerThreads threads;
    private final ClientServices services;

    private PcimClient(ImageStore store, AccessLedger ledger, ImageCipher cipher, Builder options) {
        this.threads = new WorkerThreads(options.parallel);
        this.services = ClientServices.of(
                store, ledger, cipher, options.clock, options.ledgerDeadline, Keeping.in(options.kept), threads);
    }

    /** Begins to put a client together. */
    public static Builder builder() {
        return new Builder();
    }

    /** What this radiologist may do. */
    public RadiologistView radiologist(Identity radiologist) {
        return new RadiologistView(services, radiologist);
    }

    /** What this patient may do. */
    public PatientView patient(Identity patient) {
        return new PatientView(services, patient);
    }

    /** What this image requester may do. */
    public RequesterView requester(Identity requester) {
        return new RequesterView(services, requester);
    }

    /** What this institution may do. */
    public InstitutionView institution(LedgerSigner institution) {
        return new InstitutionView(services, institution);
    }

    /** What the ledger's owner may do. */
    public OwnerView owner(LedgerSigner owner) {
        return new OwnerView(services, owner);
    }

    /** What a patient hands to a requester, so that it can ask for this image. */
    public ImageReference reference(ImageId image) {
        return new ImageReference(services.ledger().id(), image);
    }

    /**
     * Looks whether the store, the ledger and these participants' keys fit together. It writes a few bytes into the store
     * and lets them go again; on the ledger it only reads.
     */
    public CheckReport check(Identity... participants) {
        ClientCheck check = new ClientCheck(services);
        List<Finding> findings = new ArrayList<>();
        findings.add(finding("store", check::store));
        findings.add(finding("ledger", check::ledger));
        for (Identity participant : participants) {
            findings.add(finding(
                    "key of " + participant.address(), () -> check.keys(participant.address(), participant.keys())));
        }
        return new CheckReport(findings);
    }

    private static Finding finding(String what, Supplier<String> check) {
        try {
            return new Finding(what, true, check.get());
        } catch (PcimException e) {
            return new Finding(what, false, String.valueOf(e.getMessage()));
        }
    }

    /** Ends the client's threads. Store, ledger and identities stay open: whoever opened them closes them. */
    @Override
    public void close() {
        threads.close();
    }

    /** Puts a client together from a store, a ledger and a cipher. */
    public static final class Builder {

        private @Nullable ImageStore store;
        private @Nullable AccessLedger ledger;
        private @Nullable ImageCipher cipher;
        private Clock clock = Clock.systemUTC();
        private Duration ledgerDeadline = Duration.ofMinutes(2);
        private @Nullable Path kept;
        private int parallel = Runtime.getRuntime().availableProcessors();

        private Builder() {}

        /** Where images lie. Required. */
        public Builder store(ImageStore imageStore) {
            this.store = Objects.requireNonNull(imageStore);
            return this;
        }

        /** Who may open them. Required. */
        public Builder ledger(AccessLedger accessLedger) {
            this.ledger = Objects.requireNonNull(accessLedger);
            return this;
        }

        /** How they are encrypted. Required. */
        public Builder cipher(ImageCipher imageCipher) {
            this.cipher = Objects.requireNonNull(imageCipher);
            return this;
        }

        /** The local clock; the system's unless it is given. */
        public Builder clock(Clock localClock) {
            this.clock = Objects.requireNonNull(localClock);
            return this;
        }

        /** How long to wait for the ledger to record an operation; 2 minutes unless it is given. */
        public Builder ledgerDeadline(Duration deadline) {
            this.ledgerDeadline = Objects.requireNonNull(deadline);
            return this;
        }

        /**
         * A folder in which the client keeps what opened an image for a participant: the image as it stood on the ledger, the
         * participant's capsule, and the certificates that prove it genuine. With that the same version is opened again when
         * the ledger's node has dropped these events, as nodes of Ethereum do. It is verified as if the ledger had given it,
         * and whether the participant is approved is asked of the ledger each time. Nothing in it is secret; only its owner
         * can read it. Several clients may share it. Nothing is kept unless a folder is given.
         */
        public Builder keepIn(Path folder) {
            this.kept = Objects.requireNonNull(folder);
            return this;
        }

        /**
         * How many instances a call encrypts or decrypts at once, of which its own thread works on one; as many as there are
         * processors unless it is given. Calls share the other threads. It is fewer where instances are large: those of one
         * call take about 16 MiB of memory together, whatever is given here.
         */
        public Builder parallel(int instances) {
            if (instances < 1) {
                throw new IllegalArgumentException("At least one instance has to be worked on at once");
            }
            this.parallel = instances;
            return this;
        }

        /**
         * The client. Nothing is sent or read yet.
         *
         * @throws IllegalStateException if the store, the ledger or the cipher is missing
         */
        public PcimClient build() {
            if (store == null || ledger == null || cipher == null) {
                throw new IllegalStateException("A client needs a store, a ledger and a cipher");
            }
            return new PcimClient(store, ledger, cipher, this);
        }
    }
}
