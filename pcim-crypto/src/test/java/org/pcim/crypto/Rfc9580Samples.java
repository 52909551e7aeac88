package org.pcim.crypto;

import java.util.Base64;
import org.pcim.model.Bytes;

/** The samples of RFC 9580, appendix A, that concern keys of version 6 and SEIPD of version 2. */
public final class Rfc9580Samples {

    /** A.3: a certificate; the primary key certifies and signs, the subkey is encrypted to. */
    public static final String CERTIFICATE = """
            -----BEGIN PGP PUBLIC KEY BLOCK-----

            xioGY4d/4xsAAAAg+U2nu0jWCmHlZ3BqZYfQMxmZu52JGggkLq2EVD34laPCsQYf
            GwoAAABCBYJjh3/jAwsJBwUVCg4IDAIWAAKbAwIeCSIhBssYbE8GCaaX5NUt+mxy
            KwwfHifBilZwj2Ul7Ce62azJBScJAgcCAAAAAK0oIBA+LX0ifsDm185Ecds2v8lw
            gyU2kCcUmKfvBXbAf6rhRYWzuQOwEn7E/aLwIwRaLsdry0+VcallHhSu4RN6HWaE
            QsiPlR4zxP/TP7mhfVEe7XWPxtnMUMtf15OyA51YBM4qBmOHf+MZAAAAIIaTJINn
            +eUBXbki+PSAld2nhJh/LVmFsS+60WyvXkQ1wpsGGBsKAAAALAWCY4d/4wKbDCIh
            BssYbE8GCaaX5NUt+mxyKwwfHifBilZwj2Ul7Ce62azJAAAAAAQBIKbpGG2dWTX8
            j+VjFM21J0hqWlEg+bdiojWnKfA5AQpWUWtnNwDEM0g12vYxoWM8Y81W+bHBw805
            I8kWVkXU6vFOi+HWvv/ira7ofJu16NnoUkhclkUrk0mXubZvyl4GBg==
            -----END PGP PUBLIC KEY BLOCK-----
            """;

    /** A.4: the secret key of that certificate, not locked. */
    public static final String SECRET_KEY = """
            -----BEGIN PGP PRIVATE KEY BLOCK-----

            xUsGY4d/4xsAAAAg+U2nu0jWCmHlZ3BqZYfQMxmZu52JGggkLq2EVD34laMAGXKB
            exK+cH6NX1hs5hNhIB00TrJmosgv3mg1ditlsLfCsQYfGwoAAABCBYJjh3/jAwsJ
            BwUVCg4IDAIWAAKbAwIeCSIhBssYbE8GCaaX5NUt+mxyKwwfHifBilZwj2Ul7Ce6
            2azJBScJAgcCAAAAAK0oIBA+LX0ifsDm185Ecds2v8lwgyU2kCcUmKfvBXbAf6rh
            RYWzuQOwEn7E/aLwIwRaLsdry0+VcallHhSu4RN6HWaEQsiPlR4zxP/TP7mhfVEe
            7XWPxtnMUMtf15OyA51YBMdLBmOHf+MZAAAAIIaTJINn+eUBXbki+PSAld2nhJh/
            LVmFsS+60WyvXkQ1AE1gCk95TUR3XFeibg/u/tVY6a//1q0NWC1X+yui3O24wpsG
            GBsKAAAALAWCY4d/4wKbDCIhBssYbE8GCaaX5NUt+mxyKwwfHifBilZwj2Ul7Ce6
            2azJAAAAAAQBIKbpGG2dWTX8j+VjFM21J0hqWlEg+bdiojWnKfA5AQpWUWtnNwDE
            M0g12vYxoWM8Y81W+bHBw805I8kWVkXU6vFOi+HWvv/ira7ofJu16NnoUkhclkUr
            k0mXubZvyl4GBg==
            -----END PGP PRIVATE KEY BLOCK-----
            """;

    /** A.5: the same secret key, locked by Argon2 with 2 GiB of memory and AES-256 in OCB. */
    public static final String LOCKED_SECRET_KEY = """
            -----BEGIN PGP PRIVATE KEY BLOCK-----

            xYIGY4d/4xsAAAAg+U2nu0jWCmHlZ3BqZYfQMxmZu52JGggkLq2EVD34laP9JgkC
            FARdb9ccngltHraRe25uHuyuAQQVtKipJ0+r5jL4dacGWSAheCWPpITYiyfyIOPS
            3gIDyg8f7strd1OB4+LZsUhcIjOMpVHgmiY/IutJkulneoBYwrEGHxsKAAAAQgWC
            Y4d/4wMLCQcFFQoOCAwCFgACmwMCHgkiIQbLGGxPBgmml+TVLfpscisMHx4nwYpW
            cI9lJewnutmsyQUnCQIHAgAAAACtKCAQPi19In7A5tfORHHbNr/JcIMlNpAnFJin
            7wV2wH+q4UWFs7kDsBJ+xP2i8CMEWi7Ha8tPlXGpZR4UruETeh1mhELIj5UeM8T/
            0z+5oX1RHu11j8bZzFDLX9eTsgOdWATHggZjh3/jGQAAACCGkySDZ/nlAV25Ivj0
            gJXdp4SYfy1ZhbEvutFsr15ENf0mCQIUBA5hhGgp2oaavg6mFUXcFMwBBBUuE8qf
            9Ock+xwusd+GAglBr5LVyr/lup3xxQvHXFSjjA2haXfoN6xUGRdDEHI6+uevKjVR
            v5oAxgu7eJpaXNjCmwYYGwoAAAAsBYJjh3/jApsMIiEGyxhsTwYJppfk1S36bHIr
            DB8eJ8GKVnCPZSXsJ7rZrMkAAAAABAEgpukYbZ1ZNfyP5WMUzbUnSGpaUSD5t2Ki
            Nacp8DkBClZRa2c3AMQzSDXa9jGhYzxjzVb5scHDzTkjyRZWRdTq8U6L4da+/+Kt
            ruh8m7Xo2ehSSFyWRSuTSZe5tm/KXgYG
            -----END PGP PRIVATE KEY BLOCK-----
            """;

    /** A.6 and A.7: the signature of that key over a text, its canonical form below. */
    public static final String TEXT_SIGNATURE = """
            wpgGARsKAAAAKQWCY5ijYyIhBssYbE8GCaaX5NUt+mxyKwwfHifBilZwj2Ul7Ce6
            2azJAAAAAGk2IHZJX1AhiJD39eLuPBgiUU9wUA9VHYblySHkBONKU/usJ9BvuAqo
            /FvLFuGWMbKAdA+epq7V4HOtAPlBWmU8QOd6aud+aSunHQaaEJ+iTFjP2OMW0KBr
            NK2ay45cX1IVAQ==
            """;

    /** What A.6 and A.7 sign. */
    public static final String SIGNED_TEXT =
            "What we need from the grocery store:\r\n\r\n- tofu\r\n- vegetables\r\n- noodles\r\n";

    /** A.8: {@link #PLAINTEXT} for that key, AES-128 in OCB. */
    public static final String MESSAGE_TO_KEY = """
            wV0GIQYSyD8ecG9jCP4VGkF3Q6HwM3kOk+mXhIjR2zeNqZMIhRmHzxjV8bU/gXzO
            WgBM85PMiVi93AZfJfhK9QmxfdNnZBjeo1VDeVZheQHgaVf7yopqR6W1FT6NOrfS
            aQIHAgZhZBZTW+CwcW1g4FKlbExAf56zaw76/prQoN+bAzxpohup69LA7JW/Vp0l
            yZnuSj3hcFj0DfqLTGgr4/u717J+sPWbtQBfgMfG9AOIwwrUBqsFE9zW+f1zdlYo
            bhF30A+IitsxxA==
            """;

    /** A.9: {@link #PLAINTEXT} for a passphrase, AES-128 in EAX. */
    public static final String MESSAGE_IN_EAX = """
            w0AGHgcBCwMIpa5XnR/F2Cv/aSJPkZmTs1Bvo7WaanPP+MXvxfQcV/tU4cImgV14
            KPX5LEVOtl6+AKtZhsaObnxV0mkCBwEGn/kOOzIZZPOkKRPI3MZhkyUBUifvt+rq
            pJ8EwuZ0F11KPSJu1q/LnKmsEiwUcOEcY9TAqyQcapOK1Iv5mlqZuQu6gyXeYQR1
            QCWKt5Wala0FHdqW6xVDHf719eIlXKeCYVRuM5o=
            """;

    /** The session key of A.9. */
    public static final String SESSION_KEY_OF_EAX = "3881bafe985412459b86c36f98cb9a5e";

    /** A.10: {@link #PLAINTEXT} for a passphrase, AES-128 in OCB. */
    public static final String MESSAGE_IN_OCB = """
            wz8GHQcCCwMIVqKY0vXjZFP/z8xcEWZO2520JZDX3EawckG2EsOBLP/76gDyNHsl
            ZBEj+IeuYNT9YU4IN9gZ02zSaQIHAgYgpmH3MfyaMDK1YjMmAn46XY21dI6+/wsM
            WRDQns3WQf+f04VidYA1vEl1TOG/P/+n2tCjuBBPUTPPQqQQCoPu9MobSAGohGv0
            K82nyM6dZeIS8wHLzZj9yt5pSod61CRzI/boVw==
            """;

    /** The session key of A.10. */
    public static final String SESSION_KEY_OF_OCB = "28e79ab82397d3c63de24ac217d7b791";

    /** A.11: {@link #PLAINTEXT} for a passphrase, AES-128 in GCM. */
    public static final String MESSAGE_IN_GCM = """
            wzwGGgcDCwMI6dOXhbIHAAj/tC58SD70iERXyzcmubPbn/d25fTZpAlS4kRymIUa
            v/91Jt8t1VRBdXmneZ/SaQIHAwb8uUSQvLmLvcnRBsYJAmaUD3LontwhtVlrFXax
            Ae0Pn/xvxtZbv9JNzQeQlm5tHoWjAFN4TLHYtqBpnvEhVaeyrWJYUxtXZR/Xd3kS
            +pXjXZtAIW9ppMJI2yj/QzHxYykHOZ5v+Q==
            """;

    /** The session key of A.11. */
    public static final String SESSION_KEY_OF_GCM = "1936fc8568980274bb900d8319360c77";

    /** What all the messages say. */
    public static final String PLAINTEXT = "Hello, world!";

    private Rfc9580Samples() {}

    /** The packets of a sample that has no armour's head and tail here. */
    public static Bytes packets(String base64) {
        return Bytes.of(Base64.getMimeDecoder().decode(base64));
    }
}
