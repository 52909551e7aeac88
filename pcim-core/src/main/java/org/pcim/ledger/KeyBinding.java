package org.pcim.ledger;

import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/**
 * The statement that a certificate belongs to a ledger address.
 *
 * @param ledger the only ledger on which it counts
 * @param owner the address
 * @param certificate SHA-256 of the certificate
 * @param sequence its sequence number
 */
public record KeyBinding(LedgerId ledger, Address owner, Digest certificate, long sequence) {}
