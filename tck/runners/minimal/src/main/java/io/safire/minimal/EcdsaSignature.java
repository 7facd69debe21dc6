package io.safire.minimal;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Signatures of the curve P-384. */
final class EcdsaSignature {

    /** The length of R and of S. */
    private static final int LENGTH = 48;

    private EcdsaSignature() {}

    /** Returns R and S one after the other, as a JWS contains them (RFC 7518, section 3.4), from this form or from DER. */
    static byte[] concatenated(byte[] signature) {
        if (signature.length == 2 * LENGTH) {
            return signature;
        }
        ByteBuffer der = ByteBuffer.wrap(signature);
        content(der, 0x30);
        byte[] result = new byte[2 * LENGTH];
        for (int end = LENGTH; end <= result.length; end += LENGTH) {
            byte[] number = new BigInteger(integer(der)).toByteArray();
            int from = Math.max(0, number.length - LENGTH);
            System.arraycopy(number, from, result, end - (number.length - from), number.length - from);
        }
        return result;
    }

    private static byte[] integer(ByteBuffer der) {
        byte[] bytes = new byte[content(der, 0x02)];
        der.get(bytes);
        return bytes;
    }

    /** Reads a tag and a length below 128, which is enough for two integers of 49 bytes. */
    private static int content(ByteBuffer der, int tag) {
        if (der.get() != tag) {
            throw new IllegalArgumentException("The signature is not in DER encoding");
        }
        return der.get();
    }
}
