package org.pcim.embedded.store;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcim.content.CarEntry;
import org.pcim.content.CarReader;
import org.pcim.error.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a store's index say what its files say. */
final class StoreRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(StoreRecovery.class);
    private static final String ACTION = "index CARs";

    private final StoreDirectory directory;
    private final BlockIndex index;

    StoreRecovery(StoreDirectory directory, BlockIndex index) {
        this.directory = directory;
        this.index = index;
    }

    /**
     * Deletes what killed processes left, takes in what the index lacks of the CARs, forgets those that are gone; answers
     * whether it has taken in anything.
     *
     * <p>The index can lack blocks of a CAR that it knows. A collection forgets them before it writes the file anew, and the
     * commit of a process that is killed in it can come to light only when the index is opened again: after another process,
     * which did not see it, has pinned them.
     */
    boolean run() {
        return index.write(ACTION, transaction -> {
            attempt(() -> {
                IncomingCar.removeLeftovers(directory.incoming());
                return directory;
            });
            return reconcile(transaction);
        });
    }

    /** Makes the whole index anew. */
    void rebuild() {
        index.write(ACTION, transaction -> {
            for (BlockIndex.Car car : index.cars(transaction)) {
                index.remove(transaction, car.id());
            }
            return reconcile(transaction);
        });
    }

    private boolean reconcile(Connection transaction) throws SQLException {
        Map<String, Long> files = attempt(directory::carSizes);
        Set<String> unknown = new HashSet<>(files.keySet());
        for (BlockIndex.Car car : index.cars(transaction)) {
            if (Long.valueOf(car.size()).equals(files.get(car.name()))) {
                unknown.remove(car.name());
            } else {
                index.remove(transaction, car.id());
            }
        }
        int added = 0;
        for (BlockIndex.Car car : index.cars(transaction)) {
            if (!car.isWhollyIndexed()) {
                added += index.addBlocks(transaction, car.id(), attempt(() -> entries(car.name())));
            }
        }
        for (String name : unknown) {
            index.add(transaction, name, files.getOrDefault(name, 0L), attempt(() -> entries(name)));
        }
        return added > 0 || !unknown.isEmpty();
    }

    /** As far as the file can be read: the rest of a damaged one is missing, the store goes on. */
    private List<CarEntry> entries(String name) throws IOException {
        List<CarEntry> entries = new ArrayList<>();
        try (InputStream source = new FileInputStream(directory.car(name).toFile())) {
            CarReader reader = new CarReader(source, directory.car(name).toString());
            for (Optional<CarEntry> entry = reader.skip(); entry.isPresent(); entry = reader.skip()) {
                entries.add(entry.get());
            }
        } catch (StoreException e) {
            LOG.warn("Only {} blocks of a damaged CAR can be used: {}", entries.size(), e.getMessage());
        }
        return entries;
    }

    private <T> T attempt(StoreStep<T> step) {
        return StoreStep.attempt(ACTION, directory.cars().toString(), directory.cars(), step);
    }
}
