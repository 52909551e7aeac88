package org.pcim.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.content.UnixFsReader;
import org.pcim.error.InputException;
import org.pcim.error.StoreException;
import org.pcim.internal.Statement.StatedInstance;
import org.pcim.model.Cid;
import org.pcim.model.Cid.Codec;
import org.pcim.model.Digest;
import org.pcim.model.Progress;
import org.pcim.store.BlockReader;

/**
 * Decrypts the instances of a genuine study into a folder.
 *
 * <p>One thread reads blocks in depth-first order. A message of one block is decrypted on another thread, so that many
 * small instances use all cores; a larger one is decrypted where it is read.
 */
final class StudyDownload {

    private static final int BUFFER = 256 * 1024;
    private static final int TASKS_FOR_EACH_THREAD = 2;

    private final GenuineStudy study;
    private final BlockReader blocks;
    private final StudyDecryptor decryptor;
    private final Path folder;
    private final ProgressMeter meter;

    StudyDownload(GenuineStudy study, BlockReader blocks, StudyDecryptor decryptor, Path folder, Progress progress) {
        this.study = study;
        this.blocks = blocks;
        this.decryptor = decryptor;
        this.folder = folder;
        long size = study.statement().instances().stream()
                .mapToLong(StatedInstance::size)
                .sum();
        this.meter = new ProgressMeter(progress, size);
    }

    /** Writes every instance below the folder, which exists; returns when all are verified. */
    void download(Executor threads, int parallel) {
        Map<String, StatedInstance> byPath = new HashMap<>();
        for (int i = 0; i < study.layout().files().size(); i++) {
            byPath.put(
                    study.layout().files().get(i), study.statement().instances().get(i));
        }
        UnixFsReader content = new UnixFsReader(blocks::get);
        try (TaskGroup tasks =
                new TaskGroup(threads, parallel * TASKS_FOR_EACH_THREAD, "retrieve", folder.toString())) {
            study.root().forEach((name, cid) -> {
                if (!name.equals(StudyPaths.MANIFEST)) {
                    downloadFolder(name, content.directory(cid), byPath, content, tasks);
                }
            });
            tasks.join();
        }
        if (!byPath.isEmpty()) {
            throw new StoreException("retrieve", folder.toString(), "the store's copy lacks instances", false);
        }
    }

    private void downloadFolder(
            String name,
            Map<String, Cid> files,
            Map<String, StatedInstance> byPath,
            UnixFsReader content,
            TaskGroup tasks) {
        files.forEach((file, cid) -> {
            StatedInstance instance = byPath.remove(name + "/" + file);
            if (instance == null) {
                throw new StoreException(
                        "retrieve", folder.toString(), "the store's copy has files that nobody signed", false);
            }
            InputStream message = content.file(cid, MessageSize.atMost(instance.size()));
            if (cid.codec() == Codec.RAW) {
                tasks.run(() -> decrypt(instance, message, tasks));
            } else {
                decrypt(instance, message, tasks);
            }
        });
    }

    private void decrypt(StatedInstance instance, InputStream message, TaskGroup tasks) {
        Path target = folder.resolve(instance.name());
        MessageDigest sha256 = Digest.newSha256();
        long size = 0;
        try (InputStream plaintext = decryptor.decrypt(message);
                OutputStream file = create(target)) {
            byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, instance.size() + 1))];
            for (int n; tasks.isWanted() && (n = plaintext.read(buffer)) >= 0; size += n) {
                sha256.update(buffer, 0, n);
                file.write(buffer, 0, n);
                meter.add(n);
            }
        } catch (IOException e) {
            throw new InputException(
                    "write instance", target.toString(), "check that the disk has room and the folder is yours", e);
        }
        if (tasks.isWanted()
                && (size != instance.size() || !Digest.of(sha256.digest()).equals(instance.sha256()))) {
            throw new StoreException(
                    "retrieve instance", instance.name(), "it is not what the radiologist signed", false);
        }
    }

    private static OutputStream create(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
