package org.pcim.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.pcim.testkit.program.ChainNode;

/**
 * A block of a chain.
 *
 * @param gasUsed by all of its transactions
 * @param bytes its size, as the node states it
 * @param transactions how many are in it
 */
record ChainBlock(long gasUsed, long bytes, int transactions) {

    private static final int HEXADECIMAL = 16;

    static long newest(ChainNode chain) {
        return number(chain.call("eth_blockNumber"));
    }

    static ChainBlock at(ChainNode chain, long height) throws IOException {
        String block = chain.call("eth_getBlockByNumber", "\"0x" + Long.toHexString(height) + '"', "false");
        long gasUsed = -1;
        long bytes = -1;
        int transactions = 0;
        try (JsonParser json = new JsonFactory().createParser(block)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "gasUsed" -> gasUsed = number(json.getText());
                    case "size" -> bytes = number(json.getText());
                    case "transactions" -> {
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            transactions++;
                        }
                    }
                    default -> {
                        if (value.isStructStart()) {
                            json.skipChildren();
                        }
                    }
                }
            }
        }
        if (gasUsed < 0 || bytes < 0) {
            throw new IOException("the node states no gas or no size of block " + height);
        }
        return new ChainBlock(gasUsed, bytes, transactions);
    }

    /** The gas of all transactions that are recorded while something is done, and nothing else happens on the chain. */
    static long gasOf(ChainNode chain, Cost.Work work) throws IOException {
        long before = newest(chain);
        work.run();
        long gas = 0;
        for (long height = newest(chain); height > before; height--) {
            gas += at(chain, height).gasUsed();
        }
        return gas;
    }

    private static long number(String hexadecimal) {
        return Long.parseLong(hexadecimal.substring(2), HEXADECIMAL);
    }
}
