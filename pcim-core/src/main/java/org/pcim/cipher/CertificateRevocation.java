package org.pcim.cipher;

import java.time.Instant;

/**
 * That the owner of a certificate has revoked it, signed by the certificate's primary key (RFC 9580, 5.2.1.11). It stays
 * revoked: a revocation of a primary key is not taken back.
 *
 * @param fingerprint of the certificate's primary key, in upper-case hexadecimal
 * @param at when its owner says to have revoked it, to the second; a claim that decides nothing
 * @param reason why
 */
public record CertificateRevocation(String fingerprint, Instant at, RevocationReason reason) {}
