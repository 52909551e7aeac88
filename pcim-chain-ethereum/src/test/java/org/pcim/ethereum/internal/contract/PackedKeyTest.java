package org.pcim.ethereum.internal.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.LedgerException;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.model.Bytes;

class PackedKeyTest {

    @Test
    void bindingsStandBeforeTheCertificate() {
        PublishedCertificate certificate = SampleOperations.publishKey().certificate();
        Bytes packed = Bytes.fromHex("0001" + "03" + "0002" + "0405" + "0102");
        assertEquals(packed, PackedKey.pack(certificate));
        assertEquals(certificate, PackedKey.unpack(certificate.owner(), certificate.sequence(), packed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0001", "000103", "00010300", "0001030002", "000103000204", "0000000204050102"})
    void whatNoContractLogsIsRefused(String packed) {
        assertThrows(
                LedgerException.class, () -> PackedKey.unpack(SampleOperations.REQUESTER, 1, Bytes.fromHex(packed)));
    }
}
