package org.pcim.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.IntConsumer;
import org.pcim.error.StoreException;
import org.pcim.internal.Statement.StatedInstance;
import org.pcim.model.Digest;

/** Passes the bytes of an instance on, and compares them at their end with what the radiologist signed. */
final class InstanceVerification extends OutputStream {

    private final StatedInstance instance;
    private final OutputStream out;
    private final IntConsumer passedOn;
    private final MessageDigest sha256 = Digest.newSha256();
    private long size;

    /** Whoever is told of the bytes that were passed on may throw, so that no more are. */
    InstanceVerification(StatedInstance instance, OutputStream out, IntConsumer passedOn) {
        this.instance = instance;
        this.out = out;
        this.passedOn = passedOn;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        sha256.update(source, offset, length);
        out.write(source, offset, length);
        size += length;
        passedOn.accept(length);
    }

    /** Throws if these were other bytes, fewer or more. */
    void end() {
        if (size != instance.size() || !Digest.of(sha256.digest()).equals(instance.sha256())) {
            throw new StoreException("read instance", instance.name(), "it is not what the radiologist signed", false);
        }
    }
}
