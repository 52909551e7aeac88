package org.pcim.embedded.store;

/**
 * Where a block lies.
 *
 * @param car the number of its CAR, which no other CAR ever gets
 * @param carName the CAR's file name
 * @param offset where its bytes begin in the file
 * @param length the number of its bytes
 */
record BlockLocation(long car, String carName, long offset, int length) {}
