package org.pcim.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.pcim.content.UnixFsReader;
import org.pcim.error.InputException;
import org.pcim.error.StoreException;
import org.pcim.internal.Statement.StatedInstance;
import org.pcim.model.Cid;
import org.pcim.model.Cid.Codec;
import org.pcim.model.Progress;
import org.pcim.store.BlockReader;

/**
 * Decrypts and verifies the instances of a version.
 *
 * <p>One thread reads blocks in depth-first order. Messages of one block are decrypted on the client's threads, so that many
 * small instances use all cores, as many as {@link WorkingMemory} allows; a larger one is decrypted where it is read.
 */
final class StudyDownload {

    private static final String ACTION = "read image";

    private final OpenedVersion version;
    private final BlockReader blocks;
    private final List<StatedInstance> instances;
    private final InstanceTarget target;
    private final ProgressMeter meter;

    StudyDownload(OpenedVersion version, InstanceTarget target, Progress progress) {
        this.version = version;
        this.blocks = version.blocks();
        this.instances = version.study().statement().instances();
        this.target = target;
        this.meter = new ProgressMeter(
                progress, instances.stream().mapToLong(StatedInstance::size).sum());
    }

    /** Hands every instance to the target; returns when all are verified. */
    void run(Executor threads) {
        Map<String, Integer> byPath = new HashMap<>();
        List<String> files = version.study().layout().files();
        for (int i = 0; i < files.size(); i++) {
            byPath.put(files.get(i), i);
        }
        UnixFsReader content = new UnixFsReader(blocks::get);
        try (TaskGroup tasks = new TaskGroup(threads, WorkingMemory.LIMIT, ACTION, id())) {
            version.study().root().forEach((name, cid) -> {
                if (!name.equals(StudyPaths.MANIFEST)) {
                    downloadFolder(name, content.directory(cid), byPath, content, tasks);
                }
            });
            tasks.join();
        }
        if (!byPath.isEmpty()) {
            throw new StoreException(ACTION, id(), "the store's copy lacks instances", false);
        }
    }

    private void downloadFolder(
            String name, Map<String, Cid> files, Map<String, Integer> byPath, UnixFsReader content, TaskGroup tasks) {
        files.forEach((file, cid) -> {
            String path = name + "/" + file;
            Integer index = byPath.remove(path);
            if (index == null) {
                throw new StoreException(ACTION, id(), "the store's copy has files that nobody signed", false);
            }
            long size = instances.get(index).size();
            InputStream message = content.file(cid, MessageSize.atMost(size));
            if (cid.codec() == Codec.RAW) {
                int memory = WorkingMemory.toDecrypt(size) + target.memoryToTake(size);
                tasks.run(memory, () -> decrypt(index, path, message, tasks));
            } else {
                decrypt(index, path, message, tasks);
            }
        });
    }

    private void decrypt(int index, String path, InputStream message, TaskGroup tasks) {
        StatedInstance instance = instances.get(index);
        try (InputStream plaintext = version.decrypt(path, message);
                OutputStream out = target.open(index, instance)) {
            InstanceVerification verification = new InstanceVerification(instance, out, written -> {
                tasks.requireWanted();
                meter.add(written);
            });
            plaintext.transferTo(verification);
            verification.end();
        } catch (IOException e) {
            tasks.requireWanted();
            throw new InputException(
                    "write instance", instance.name(), "check that the disk has room and the folder is yours", e);
        }
    }

    private String id() {
        return version.image().id().toString();
    }
}
