package org.pcim.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcim.model.Digest;

/** The large vectors of IPIP-499 (unixfs-v1-2025) that Kubo's tests hold: a full root node, and one leaf more. */
class LargeFileIT {

    private static final int PART = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "1073741824, bafybeihmf37wcuvtx4hpu7he5zl5qaf2ineo2lqlfrapokkm5zzw7zyhvm",
        "1073741825, bafybeibdsi225ugbkmpbdohnxioyab6jsqrmkts3twhpvfnzp77xtzpyhe"
    })
    void hasTheCidOfIpip499(long length, String cid) throws GeneralSecurityException {
        Cipher stream = chaCha20("v1-2025-seed");
        UnixFsFileWriter file = new UnixFsFileWriter(block -> {});
        byte[] zeros = new byte[PART];
        for (long rest = length; rest > 0; rest -= PART) {
            byte[] part = stream.update(zeros, 0, (int) Math.min(rest, PART));
            file.write(part, 0, part.length);
        }
        assertEquals(cid, file.finish().cid().toString());
    }

    private static Cipher chaCha20(String seed) throws GeneralSecurityException {
        byte[] key = Digest.sha256(seed.getBytes(StandardCharsets.US_ASCII)).toByteArray();
        Cipher cipher = Cipher.getInstance("ChaCha20");
        cipher.init(
                Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new ChaCha20ParameterSpec(new byte[12], 0));
        return cipher;
    }
}
