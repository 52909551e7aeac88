package org.pcim.cipher;

/** How an image can be shared with the owner of a certificate. */
public enum ShareMode {
    /** By wrapping its session key for the certificate: the image is stored once. */
    REWRAP,
    /** Only by a copy encrypted for the certificate, as in the paper: it cannot take SEIPDv2 (RFC 9580, 5.13.2). */
    COPY
}
