package org.pcim.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.content.DagRoot;
import org.pcim.content.UnixFsFileWriter;
import org.pcim.internal.Statement.StatedInstance;
import org.pcim.model.Cid;
import org.pcim.model.Progress;
import org.pcim.store.BlockWriter;

/**
 * The instances of a version, encrypted anew by the patient: for a rotation, or as a copy for one requester. The
 * radiologist's statement goes along unchanged.
 */
final class Reencryption implements InstanceTarget {

    private final OpenedVersion source;
    private final MessageEncryptor encryptor;
    private final BlockWriter store;
    private final DagRoot[] messages;

    Reencryption(OpenedVersion source, MessageEncryptor encryptor, BlockWriter store) {
        this.source = source;
        this.encryptor = encryptor;
        this.store = store;
        this.messages = new DagRoot[source.study().statement().instances().size()];
    }

    /**
     * Reads, verifies, encrypts and commits.
     *
     * @param version the number of the version that is made, or copied
     * @param patient the patient's keys, which sign the layout
     * @return the new root
     */
    Cid run(ClientServices services, int version, CipherIdentity patient, Progress progress) {
        new StudyDownload(source, this, progress).run(services.threads());
        Manifest signed = source.study().manifest();
        Layout layout = new Layout(
                signed.statementHash(),
                services.ledger().id(),
                source.image().id(),
                version,
                patient.certificate().hash(),
                StudyPaths.paths(messages.length),
                Map.of());
        byte[] line = layout.toJson();
        Manifest manifest = new Manifest(
                signed.statement(),
                signed.statementSignature(),
                line,
                services.cipher().sign(line, patient));
        return StudyGraph.commit(manifest, Arrays.asList(messages), encryptor, store);
    }

    @Override
    public OutputStream open(int index, StatedInstance instance) {
        UnixFsFileWriter file = new UnixFsFileWriter(store::put);
        return new FilterOutputStream(encryptor.encrypt(file)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.close();
                messages[index] = file.finish();
            }
        };
    }

    @Override
    public int memoryToTake(long size) {
        return WorkingMemory.toEncrypt(size);
    }
}
