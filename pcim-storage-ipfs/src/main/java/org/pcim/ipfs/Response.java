package org.pcim.ipfs;

/**
 * The head of an answer, and its body as it comes.
 *
 * @param status the status code
 * @param type the content type; empty if none is given
 */
record Response(int status, String type, TimedBody body) {}
