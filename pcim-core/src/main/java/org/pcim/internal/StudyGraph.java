package org.pcim.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.content.DagRoot;
import org.pcim.content.UnixFsDirectoryBuilder;
import org.pcim.content.UnixFsFileWriter;
import org.pcim.model.Cid;
import org.pcim.store.BlockWriter;

/** The directories of one version of a study, around its messages. */
final class StudyGraph {

    private StudyGraph() {}

    /**
     * Encrypts the manifest, writes the directories, and commits.
     *
     * @param messages the instances' messages, in the order of the layout
     * @return the root
     */
    static Cid commit(Manifest manifest, List<DagRoot> messages, MessageEncryptor encryptor, BlockWriter store) {
        UnixFsDirectoryBuilder root = new UnixFsDirectoryBuilder();
        root.add(StudyPaths.MANIFEST, encrypt(manifest, encryptor, store));
        for (int first = 0; first < messages.size(); first += StudyPaths.MAX_FILES_IN_FOLDER) {
            UnixFsDirectoryBuilder folder = new UnixFsDirectoryBuilder();
            int end = Math.min(messages.size(), first + StudyPaths.MAX_FILES_IN_FOLDER);
            for (int i = first; i < end; i++) {
                folder.add(StudyPaths.fileName(i), messages.get(i));
            }
            root.add(StudyPaths.folder(first), folder.finish(store::put));
        }
        Cid cid = root.finish(store::put).cid();
        store.commit(cid);
        return cid;
    }

    private static DagRoot encrypt(Manifest manifest, MessageEncryptor encryptor, BlockWriter store) {
        UnixFsFileWriter file = new UnixFsFileWriter(store::put);
        try (OutputStream message = encryptor.encrypt(file)) {
            message.write(manifest.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("Encrypting into memory failed", e);
        }
        return file.finish();
    }
}
