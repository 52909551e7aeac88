package org.pcim.ethereum;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.pcim.ledger.LedgerSigner;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.LedgerHarness;
import org.pcim.testkit.program.AnvilNode;
import org.pcim.testkit.program.ChainNode;

/** A contract of its own on a chain that others use as well. */
final class EthereumLedgerHarness implements LedgerHarness {

    private static final BigInteger TEN_ETHER = BigInteger.TEN.pow(19);

    private final ChainNode chain;
    private final LedgerKey owner = LedgerKey.generate();
    private final LedgerKey payer = LedgerKey.generate();
    private final PcacDeployment deployed;
    private final boolean sponsored;
    private final ChainClock clock = new ChainClock();
    private EthereumAccessLedger ledger;

    private EthereumLedgerHarness(ChainNode chain, boolean sponsored) {
        this.chain = chain;
        this.sponsored = sponsored;
        chain.fund(owner.address(), TEN_ETHER);
        if (sponsored) {
            chain.fund(payer.address(), TEN_ETHER);
        }
        this.deployed = PcacDeployment.builder()
                .node(chain.url())
                .chainId(chain.chainId())
                .owner(owner.address())
                .payer(owner)
                .deploy();
        this.ledger = opening().open();
        clock.set(now());
    }

    /** Everybody pays for himself. */
    static EthereumLedgerHarness paying(ChainNode chain) {
        return new EthereumLedgerHarness(chain, false);
    }

    /** A payer pays for patients and requesters, who own nothing. */
    static EthereumLedgerHarness sponsored(ChainNode chain) {
        return new EthereumLedgerHarness(chain, true);
    }

    /** How the ledger is opened: without waiting for blocks that nobody makes. */
    EthereumAccessLedger.Builder opening() {
        EthereumAccessLedger.Builder opening = EthereumAccessLedger.builder()
                .node(chain.url())
                .chainId(chain.chainId())
                .contract(deployed.contract())
                .since(deployed.block())
                .confirmations(0);
        return sponsored ? opening.payer(payer) : opening;
    }

    PcacDeployment deployed() {
        return deployed;
    }

    /** Goes with the chain's. */
    Clock clock() {
        return clock;
    }

    LedgerSigner payer() {
        return payer;
    }

    @Override
    public EthereumAccessLedger ledger() {
        return ledger;
    }

    @Override
    public LedgerSigner owner() {
        return owner;
    }

    @Override
    public LedgerSigner newParticipant() {
        return sponsored ? LedgerKey.generate() : newInstitution();
    }

    @Override
    public LedgerSigner newInstitution() {
        LedgerKey key = LedgerKey.generate();
        chain.fund(key.address(), TEN_ETHER);
        return key;
    }

    @Override
    public Instant now() {
        return ledger.head().time();
    }

    @Override
    public boolean canAdvance() {
        return chain instanceof AnvilNode;
    }

    @Override
    public void advance(Duration by) {
        ((AnvilNode) chain).passTime(by);
        clock.set(now());
    }

    @Override
    public boolean headCoversEverything() {
        return true;
    }

    @Override
    public EthereumAccessLedger reopen() {
        ledger.close();
        ledger = opening().open();
        return ledger;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
