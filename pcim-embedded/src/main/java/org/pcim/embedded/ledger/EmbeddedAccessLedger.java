package org.pcim.embedded.ledger;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pcim.embedded.internal.SqliteDatabase;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.LedgerTimeoutException;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.Institution;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.RecordedEvent;
import org.pcim.ledger.Standing;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerId;
import org.pcim.model.Role;
import org.pcim.model.Signature;
import org.pcim.signing.LedgerCodec;
import org.pcim.signing.LedgerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An access ledger in a SQLite file: no server, the same rules as the contract (docs/ledger.md).
 *
 * <p>Every operation is signed by its sender (EIP-712) and becomes an entry; each entry's hash covers all before it. When
 * {@link #submit} returns, the operation is durable, also if the process is killed or the power fails. Several threads
 * and several processes on one machine can share a ledger; a network file system does not do, since SQLite's write-ahead
 * log needs shared memory.
 *
 * <p>The ledger's time is the clock's, in whole seconds, and never falls: while the clock is behind the newest entry,
 * that entry's time counts. Only signatures of keys are known here, none of contract wallets.
 *
 * <p>Whoever may write the file can replace it by another or cut off its end. {@link #verify} finds everything else, and
 * also these if it is given a head that was kept elsewhere.
 */
public final class EmbeddedAccessLedger implements AccessLedger {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedAccessLedger.class);

    private static final Duration OPERATION_LIFETIME = Duration.ofHours(1);
    /** How far the clock may be behind the newest entry without a warning, in seconds. */
    private static final long CLOCK_TOLERANCE = 60;

    private static final int MAX_PAGE = 1000;
    private static final long POLL_MILLIS = 20;

    private final SqliteDatabase database;
    private final LedgerGenesis genesis;
    private final Clock clock;
    private final LedgerSignatures signatures;
    private final LedgerCodec codec;
    private final SecureRandom random = new SecureRandom();
    private final AtomicBoolean clockBehind = new AtomicBoolean();

    private EmbeddedAccessLedger(LedgerOpening opened, Clock clock) {
        this.database = opened.database();
        this.genesis = opened.genesis();
        this.clock = clock;
        this.signatures = new LedgerSignatures(genesis.id());
        this.codec = new LedgerCodec(genesis.id());
    }

    /**
     * Makes a ledger with an id of its own. The directory is made if need be.
     *
     * @throws LedgerException if there is a ledger in the directory already, or it cannot be written
     */
    public static EmbeddedAccessLedger create(Path directory, Address owner) {
        return create(directory, owner, Clock.systemUTC());
    }

    /** As {@link #create(Path, Address)}, with another clock. */
    public static EmbeddedAccessLedger create(Path directory, Address owner, Clock clock) {
        return new EmbeddedAccessLedger(LedgerOpening.create(directory, owner, clock), clock);
    }

    /**
     * Opens a ledger that was created.
     *
     * @throws LedgerException if there is none in the directory, or it cannot be read
     */
    public static EmbeddedAccessLedger open(Path directory) {
        return open(directory, Clock.systemUTC());
    }

    /** As {@link #open(Path)}, with another clock. */
    public static EmbeddedAccessLedger open(Path directory, Clock clock) {
        return new EmbeddedAccessLedger(LedgerOpening.open(directory), clock);
    }

    @Override
    public LedgerId id() {
        return genesis.id();
    }

    @Override
    public Address owner() {
        return genesis.owner();
    }

    @Override
    public LedgerHead head() {
        return database.read("read head", transaction -> new LedgerEntries(new LedgerSql(transaction)).head(genesis));
    }

    @Override
    public Optional<LedgerHead> block(long number) {
        return database.read(
                "read entry", transaction -> new LedgerEntries(new LedgerSql(transaction)).head(genesis, number));
    }

    @Override
    public TypedData attestationData(Attestation attestation) {
        return signatures.attestation(attestation);
    }

    @Override
    public TypedData bindingData(KeyBinding binding) {
        return signatures.binding(binding);
    }

    @Override
    public boolean verify(Address signer, Digest digest, Signature signature) {
        return signatures.verify(signer, digest, signature);
    }

    @Override
    public PreparedOperation prepare(LedgerOperation operation, Address sender) {
        byte[] nonce = new byte[Digest.LENGTH];
        random.nextBytes(nonce);
        Instant deadline = Instant.ofEpochSecond(now(head())).plus(OPERATION_LIFETIME);
        return codec.prepare(new LedgerMessage(operation, sender, Digest.of(nonce), deadline));
    }

    @Override
    public PreparedOperation restore(Bytes prepared) {
        return codec.restore(prepared);
    }

    @Override
    public OperationId submit(PreparedOperation operation, Signature signature) {
        PreparedOperation sealed = codec.restore(operation.bytes());
        if (!isSame(sealed, operation)) {
            throw new InputException(
                    "submit operation",
                    sealed.operation().subject(),
                    "its parts do not belong together; use it as prepare or restore made it");
        }
        Digest digest = sealed.signable().digest();
        if (number(digest).isEmpty()) {
            LedgerHead head = head();
            warnOfClockBehind(head);
            require(now(head) <= sealed.deadline().getEpochSecond(), sealed, Refusal.DEADLINE_PASSED);
            require(signatures.verify(sealed.sender(), digest, signature), sealed, Refusal.BAD_SIGNATURE);
            database.write(sealed.operation().action(), transaction -> {
                new LedgerRecorder(transaction, genesis, signatures, codec)
                        .record(sealed, signature, clock.instant().getEpochSecond());
                return sealed;
            });
        }
        return new OperationId(digest);
    }

    @Override
    public List<RecordedEvent> await(OperationId operation, Duration deadline) {
        long start = System.nanoTime();
        long patience = TimeUnit.NANOSECONDS.convert(deadline);
        Optional<Long> entry = number(operation.digest());
        while (entry.isEmpty()) {
            // Another process may still be about to submit it.
            if (System.nanoTime() - start >= patience) {
                throw new LedgerTimeoutException("await operation", operation.toString(), deadline.toSeconds());
            }
            pause(operation);
            entry = number(operation.digest());
        }
        long number = entry.get();
        return database.read(
                "read events",
                transaction -> new LedgerQueries(transaction, codec).events().of(number));
    }

    @Override
    public Optional<ImageRecord> image(ImageId image) {
        return query("read image", queries -> queries.image(image));
    }

    @Override
    public Access access(ImageId image, Address requester) {
        return query("read access", queries -> queries.access(image, requester));
    }

    @Override
    public Optional<KeyCapsule> capsule(ImageId image, Address participant) {
        return query("read capsule", queries -> queries.capsule(image, participant));
    }

    @Override
    public Optional<Standing> standing(ImageId image, Address participant) {
        return query("read standing", queries -> queries.standing(image, participant));
    }

    @Override
    public boolean isCurrentRoot(ImageId image, Cid root) {
        return query("read image", queries -> queries.isCurrentRoot(image, root));
    }

    @Override
    public Optional<RecordedCertificate> certificate(Address owner) {
        return query("read certificate", queries -> queries.certificate(owner));
    }

    @Override
    public List<RecordedCertificate> certificates(Address owner) {
        return query("read certificates", queries -> queries.certificates(owner));
    }

    @Override
    public Optional<Institution> institutionOf(Role role, Address member) {
        return query("read institution", queries -> queries.institutionOf(role, member));
    }

    @Override
    public EventPage events(EventFilter filter, Cursor after, int max) {
        if (max < 1 || max > MAX_PAGE) {
            throw new InputException("read events", "", "a page has 1 to " + MAX_PAGE + " events, not " + max);
        }
        return query("read events", queries -> queries.events().page(filter, after, max));
    }

    /**
     * Proves that the ledger is what its entries make it, and that it goes on from a head that was kept elsewhere.
     *
     * <p>Every entry is carried out again in a temporary database: about a millisecond for each. Writers are not held up.
     *
     * @param kept a head that was read earlier; without one give {@link #head()}, and a cut tail stays unseen
     * @return the verified head, to be kept
     * @throws LedgerException if anything was changed, removed, added or reordered; it names the first bad entry
     */
    public LedgerHead verify(LedgerHead kept) {
        return database.read("verify ledger", transaction -> {
            LedgerGenesis stored = new LedgerEntries(new LedgerSql(transaction))
                    .genesis()
                    .orElseThrow(() -> new SQLException("its first row is gone"));
            return new LedgerVerification(transaction, stored, signatures, codec).verify(kept);
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private interface Query<T> {
        T of(LedgerQueries queries) throws SQLException;
    }

    private <T> T query(String action, Query<T> query) {
        return database.read(action, transaction -> query.of(new LedgerQueries(transaction, codec)));
    }

    private Optional<Long> number(Digest digest) {
        return database.read("read entry", transaction -> new LedgerEntries(new LedgerSql(transaction)).number(digest));
    }

    private long now(LedgerHead head) {
        return Math.max(clock.instant().getEpochSecond(), head.time().getEpochSecond());
    }

    /** Once, until it has caught up. */
    private void warnOfClockBehind(LedgerHead head) {
        long behind = head.time().getEpochSecond() - clock.instant().getEpochSecond();
        boolean late = behind > CLOCK_TOLERANCE;
        if (!clockBehind.getAndSet(late) && late) {
            LOG.warn("The clock is {} s behind the newest entry of {}; set it right", behind, genesis.id());
        }
    }

    private static boolean isSame(PreparedOperation one, PreparedOperation other) {
        return one.operation().equals(other.operation())
                && one.sender().equals(other.sender())
                && one.deadline().equals(other.deadline())
                && one.signable().digest().equals(other.signable().digest());
    }

    private static void require(boolean holds, PreparedOperation operation, Refusal otherwise) {
        if (!holds) {
            throw new LedgerRefusalException(
                    operation.operation().action(), operation.operation().subject(), otherwise);
        }
    }

    private static void pause(OperationId operation) {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw new CancelledException("await operation", operation.toString());
        }
    }
}
