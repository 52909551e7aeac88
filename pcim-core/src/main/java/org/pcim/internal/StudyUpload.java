package org.pcim.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.content.DagRoot;
import org.pcim.content.UnixFsFileWriter;
import org.pcim.error.InputException;
import org.pcim.internal.Statement.StatedInstance;
import org.pcim.model.Digest;
import org.pcim.model.Progress;
import org.pcim.store.BlockWriter;
import org.pcim.study.Instance;
import org.pcim.study.Study;

/** Encrypts the instances of a study into a store, each as a stream, as many at once as {@link WorkingMemory} allows. */
final class StudyUpload {

    private final Study study;
    private final StudyEncryptor encryptor;
    private final BlockWriter store;
    private final ProgressMeter meter;
    private final DagRoot[] messages;
    private final StatedInstance[] stated;

    StudyUpload(Study study, StudyEncryptor encryptor, BlockWriter store, Progress progress) {
        this.study = study;
        this.encryptor = encryptor;
        this.store = store;
        this.meter = new ProgressMeter(progress, study.size());
        int n = study.instances().size();
        this.messages = new DagRoot[n];
        this.stated = new StatedInstance[n];
    }

    /** Encrypts every instance; when it returns, all blocks but the directories' are in the store's hands. */
    List<StatedInstance> run(Executor threads) {
        try (TaskGroup tasks = new TaskGroup(threads, WorkingMemory.LIMIT, "deposit", study.toString())) {
            for (int i = 0; i < messages.length; i++) {
                int index = i;
                long size = study.instances().get(index).size();
                tasks.run(WorkingMemory.toEncrypt(size), () -> upload(index, tasks));
            }
            tasks.join();
        }
        return Arrays.asList(stated);
    }

    /** The messages of the instances, in their order. */
    List<DagRoot> messages() {
        return List.of(messages);
    }

    private void upload(int index, TaskGroup tasks) {
        Instance instance = study.instances().get(index);
        MessageDigest sha256 = Digest.newSha256();
        UnixFsFileWriter file = new UnixFsFileWriter(store::put, MessageSize.expected(instance.size()));
        long size = 0;
        try (InputStream plaintext = instance.open();
                OutputStream message = encryptor.encrypt(file)) {
            byte[] buffer = new byte[(int) Math.max(1, Math.min(WorkingMemory.PIECE, instance.size() + 1))];
            for (int n; (n = plaintext.read(buffer)) >= 0; size += n) {
                tasks.requireWanted();
                sha256.update(buffer, 0, n);
                message.write(buffer, 0, n);
                meter.add(n);
            }
        } catch (IOException e) {
            tasks.requireWanted();
            throw new InputException("read instance", instance.name(), "check that it is still there and readable", e);
        }
        if (size != instance.size()) {
            throw new InputException(
                    "read instance", instance.name(), "its size changed while it was read; deposit the study again");
        }
        messages[index] = file.finish();
        stated[index] =
                new StatedInstance(instance.name(), instance.sopInstanceUid(), size, Digest.of(sha256.digest()));
    }
}
