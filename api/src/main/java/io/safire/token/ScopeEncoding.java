package io.safire.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * The percent-encoding of values in the query of a scope. Of the characters that RFC 6749 allows in a scope, this class
 * encodes only the percent sign and the ampersand. The examples of SMART App Launch 2.2.0 do not encode the other
 * characters either.
 */
final class ScopeEncoding {

    private static final String RESERVED = "\"\\%&";

    private ScopeEncoding() {}

    static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte octet : value.getBytes(UTF_8)) {
            char character = (char) (octet & 0xFF);
            if (character > ' ' && character < 0x7F && RESERVED.indexOf(character) < 0) {
                encoded.append(character);
            } else {
                encoded.append(String.format("%%%02X", (int) character));
            }
        }
        return encoded.toString();
    }

    /**
     * Decodes percent-encoded octets. A plus sign is not decoded to a space.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits, or the octets are
     *     not UTF-8
     */
    static String decode(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(value.length());
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            if (character == '%') {
                octets.write(decodeOctet(value, index));
                index += 2;
            } else {
                octets.write(character);
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("not UTF-8: " + value, notUtf8);
        }
    }

    private static int decodeOctet(String value, int index) {
        int high = index + 2 < value.length() ? Character.digit(value.charAt(index + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(value.charAt(index + 2), 16);
        if (low < 0) {
            throw new IllegalArgumentException("percent sign without two hexadecimal digits: " + value);
        }
        return high * 16 + low;
    }
}
