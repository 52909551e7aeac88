package org.pcim.study;

import java.time.Instant;
import org.pcim.cipher.CertificateRevocation;

/**
 * That a study's radiologist has revoked the certificate that signed it. The study is genuine all the same; what the reason
 * means for it is for people to judge.
 *
 * <p>{@code SUPERSEDED} and {@code RETIRED} are news of the key, and of no concern for what it has signed.
 *
 * <p>{@code COMPROMISED} is a warning, and {@code UNSPECIFIED} may be one: somebody else had the key before its owner noticed,
 * and of all that it signed only what was recorded before that time is beyond doubt (RFC 9580, 5.2.3.31). When that was,
 * nobody knows; that the study was there at {@code registered}, and the revocation at {@code published}, the ledger says. The
 * longer the one lies before the other, the less there is to fear. Besides, whoever made the study also had the radiologist's
 * ledger key, which signs the attestation. In doubt ask the radiologist, whose correction under a new key settles it.
 *
 * @param revocation what the owner says: of which certificate, when and why
 * @param registered the ledger's time at which what the radiologist had signed was registered
 * @param published the ledger's time at which the revocation was published; before {@code registered} only if its reason puts
 *     no earlier signature in doubt, since the study is refused otherwise
 */
public record SignerRevocation(CertificateRevocation revocation, Instant registered, Instant published) {}
