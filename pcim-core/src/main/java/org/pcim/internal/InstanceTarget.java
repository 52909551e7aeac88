package org.pcim.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.pcim.internal.Statement.StatedInstance;

/** Where the decrypted instances of a study go. Safe for use by many threads. */
interface InstanceTarget {

    /**
     * Begins to take an instance, which is complete when the stream is closed. Its bytes are verified after that.
     *
     * @param index its place in the statement, from 0
     * @param instance what it is
     */
    OutputStream open(int index, StatedInstance instance) throws IOException;

    /** About how much memory it needs to take an instance of so many bytes, beside what is given to it. */
    int memoryToTake(long size);
}
