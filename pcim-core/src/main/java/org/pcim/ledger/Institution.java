package org.pcim.ledger;

import org.pcim.model.Address;

/**
 * A registered institution.
 *
 * @param address its ledger address
 * @param name its name as the owner registered it
 */
public record Institution(Address address, String name) {}
