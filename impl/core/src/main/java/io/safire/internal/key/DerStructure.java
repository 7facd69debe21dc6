package io.safire.internal.key;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The structures in DER that hold keys and certificates, recognized by their first bytes. The label of a PEM is not
 * reliable, because administrators correct labels by hand.
 */
enum DerStructure {
    PKCS12("020103", "a PKCS12 key store"),
    PKCS8("02010[01]30", "a private key"),
    PKCS1("02010002", "a private key"),
    SEC1("02010104", "a private key"),
    ENCRYPTED_PKCS8("HEADER06..2a864886f70d010(?:5|c01)", "an encrypted private key"),
    PUBLIC_KEY("HEADER06(?:072a8648ce3d0201|092a864886f70d0101|032b65)", "a public key"),
    PKCS1_PUBLIC_KEY("028[12]", "a public key"),
    PKCS7("06092a864886f70d0107", "a PKCS#7 file with certificates"),
    CERTIFICATE("HEADERa0030201", "a certificate"),
    CERTIFICATE_REQUEST("HEADER02010030", "a certificate request");

    /** The header of a SEQUENCE, in hexadecimal digits. */
    private static final String HEADER = "30(?:80|[0-7].|81..|82.{4}|83.{6})";

    private static final int EXAMINED_BYTES = 40;

    private final String start;
    private final String description;

    DerStructure(String start, String description) {
        this.start = start;
        this.description = description;
    }

    static Optional<DerStructure> of(byte[] content) {
        String hex = HexFormat.of().formatHex(content, 0, Math.min(content.length, EXAMINED_BYTES));
        return Arrays.stream(values())
                .filter(structure -> Pattern.compile(HEADER + structure.start.replace("HEADER", HEADER))
                        .matcher(hex)
                        .lookingAt())
                .findFirst();
    }

    String description() {
        return description;
    }
}
