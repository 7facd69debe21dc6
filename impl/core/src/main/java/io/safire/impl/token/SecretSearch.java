package io.safire.impl.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Masks a secret in a text, as it is or with any of its characters percent-encoded. Its time grows with the length of both,
 * and not with their product (Knuth, Morris and Pratt): a server chooses the text, and some of the secrets.
 */
final class SecretSearch {

    private static final String MASK = "***";
    private static final int ESCAPE_LENGTH = 3;
    private static final int HEX = 16;

    private final byte[] secret;
    /** The length of the longest proper prefix of the secret that ends at each index. */
    private final int[] prefixes;

    SecretSearch(String secret) {
        this.secret = spaced(secret).getBytes(UTF_8);
        this.prefixes = new int[this.secret.length];
        for (int index = 1; index < prefixes.length; index++) {
            prefixes[index] = next(prefixes[index - 1], this.secret[index]);
        }
    }

    String masked(String text) {
        return masked(masked(text, false), true);
    }

    private String masked(String text, boolean decode) {
        Bytes bytes = Bytes.of(spaced(text), decode);
        StringBuilder clean = new StringBuilder();
        int copied = 0;
        int matched = 0;
        for (int index = 0; index < bytes.count; index++) {
            matched = next(matched, bytes.values[index]);
            if (matched == secret.length) {
                clean.append(text, copied, bytes.starts[index + 1 - matched]).append(MASK);
                copied = bytes.starts[index + 1];
                matched = 0;
            }
        }
        return copied == 0 ? text : clean.append(text, copied, text.length()).toString();
    }

    /** Returns the length of the prefix that matches once a byte follows a prefix that matched. */
    private int next(int matched, byte following) {
        int length = matched;
        while (length > 0 && (length == secret.length || secret[length] != following)) {
            length = prefixes[length - 1];
        }
        return secret[length] == following ? length + 1 : 0;
    }

    /** A form has a space as {@code +}. */
    private static String spaced(String text) {
        return text.replace('+', ' ');
    }

    /** The bytes of a text, and the index in the text at which each begins, with that of the end. */
    private static final class Bytes {

        private byte[] values;
        private int[] starts;
        private int count;

        private Bytes(int capacity) {
            values = new byte[capacity];
            starts = new int[capacity + 1];
        }

        static Bytes of(String text, boolean decode) {
            Bytes bytes = new Bytes(text.length());
            int at = 0;
            while (at < text.length()) {
                int octet = decode ? octet(text, at) : -1;
                if (octet < 0) {
                    int end = text.offsetByCodePoints(at, 1);
                    for (byte value : text.substring(at, end).getBytes(UTF_8)) {
                        bytes.add(value, at);
                    }
                    at = end;
                } else {
                    bytes.add((byte) (octet == '+' ? ' ' : octet), at);
                    at += ESCAPE_LENGTH;
                }
            }
            bytes.starts[bytes.count] = text.length();
            return bytes;
        }

        private void add(byte value, int start) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
                starts = Arrays.copyOf(starts, 2 * count + 1);
            }
            values[count] = value;
            starts[count++] = start;
        }

        /** Returns the byte that is percent-encoded at an index; negative if there is none. */
        private static int octet(String text, int at) {
            if (text.charAt(at) != '%' || at + ESCAPE_LENGTH > text.length()) {
                return -1;
            }
            int high = Character.digit(text.charAt(at + 1), HEX);
            int low = Character.digit(text.charAt(at + 2), HEX);
            return high < 0 || low < 0 ? -1 : high * HEX + low;
        }
    }
}
