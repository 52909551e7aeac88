package org.pcim.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.pcim.model.Cid;

/**
 * Writes a CARv1: a header that names the roots, then blocks, each after its length and its CID.
 *
 * <p>Holds no block, and needs no closing: a CAR ends where its stream ends. Not safe for use by many threads.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv1/">CARv1 specification</a>
 */
public final class CarWriter {

    private final OutputStream target;

    /**
     * Writes the header. The stream stays the caller's, and should be buffered.
     *
     * @param roots none to about 1500 roots
     */
    public CarWriter(OutputStream target, List<Cid> roots) throws IOException {
        this.target = target;
        target.write(header(roots));
    }

    /** Writes a block. */
    public void write(Block block) throws IOException {
        target.write(prefix(block.cid(), block.length()));
        block.writeTo(target);
    }

    /**
     * The header with these roots, its length in front. The headers of as many roots are equally long, so that a root can
     * be put in place at the end.
     */
    public static byte[] header(List<Cid> roots) {
        byte[] header = CarHeader.encode(roots);
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        writeVarint(header.length, section);
        section.writeBytes(header);
        return section.toByteArray();
    }

    /** What stands in front of the bytes of a block: the length of CID and bytes, and the CID. */
    public static byte[] prefix(Cid cid, int length) {
        ByteArrayOutputStream section = new ByteArrayOutputStream(Cid.LENGTH + 4);
        writeVarint(Cid.LENGTH + length, section);
        section.writeBytes(cid.toByteArray());
        return section.toByteArray();
    }

    private static void writeVarint(int value, ByteArrayOutputStream section) {
        int rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            section.write((rest & 0x7f) | 0x80);
        }
        section.write(rest);
    }
}
