package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A masker that replaces one secret in a text, even if the secret is partly percent-encoded in the text. The server
 * chooses the text and some of the secrets. Therefore, the running time is linear in the lengths of both (algorithm of
 * Knuth, Morris and Pratt).
 */
final class SecretMasker {

    private static final String MASK = "***";
    private static final int ESCAPE_LENGTH = 3;
    private static final int HEX = 16;

    private final byte[] secret;
    /** For each index, the length of the longest proper prefix of the secret that ends at this index. */
    private final int[] prefixes;

    SecretMasker(String secret) {
        this.secret = plusToSpace(secret).getBytes(UTF_8);
        this.prefixes = new int[this.secret.length];
        for (int index = 1; index < prefixes.length; index++) {
            prefixes[index] = nextMatchLength(prefixes[index - 1], this.secret[index]);
        }
    }

    String mask(String text) {
        return mask(mask(text, false), true);
    }

    private String mask(String text, boolean decode) {
        DecodedBytes bytes = DecodedBytes.of(plusToSpace(text), decode);
        StringBuilder clean = new StringBuilder();
        int copied = 0;
        int matched = 0;
        for (int index = 0; index < bytes.count; index++) {
            matched = nextMatchLength(matched, bytes.values[index]);
            if (matched == secret.length) {
                clean.append(text, copied, bytes.starts[index + 1 - matched]).append(MASK);
                copied = bytes.starts[index + 1];
                matched = 0;
            }
        }
        return copied == 0 ? text : clean.append(text, copied, text.length()).toString();
    }

    /** Returns the length of the matching prefix after the next byte of the text. */
    private int nextMatchLength(int matched, byte following) {
        int length = matched;
        while (length > 0 && (length == secret.length || secret[length] != following)) {
            length = prefixes[length - 1];
        }
        return secret[length] == following ? length + 1 : 0;
    }

    /** Form encoding represents a space as {@code +}. */
    private static String plusToSpace(String text) {
        return text.replace('+', ' ');
    }

    /** The bytes of a text, each with its start index in the text. The last index is the length of the text. */
    private static final class DecodedBytes {

        private byte[] values;
        private int[] starts;
        private int count;

        private DecodedBytes(int capacity) {
            values = new byte[capacity];
            starts = new int[capacity + 1];
        }

        static DecodedBytes of(String text, boolean decode) {
            DecodedBytes bytes = new DecodedBytes(text.length());
            int index = 0;
            while (index < text.length()) {
                int encodedByte = decode ? percentEncodedByte(text, index) : -1;
                if (encodedByte < 0) {
                    int end = text.offsetByCodePoints(index, 1);
                    for (byte value : text.substring(index, end).getBytes(UTF_8)) {
                        bytes.add(value, index);
                    }
                    index = end;
                } else {
                    bytes.add((byte) (encodedByte == '+' ? ' ' : encodedByte), index);
                    index += ESCAPE_LENGTH;
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

        /** The result is -1 if the text has no percent-encoded byte at this index. */
        private static int percentEncodedByte(String text, int at) {
            if (text.charAt(at) != '%' || at + ESCAPE_LENGTH > text.length()) {
                return -1;
            }
            int high = Character.digit(text.charAt(at + 1), HEX);
            int low = Character.digit(text.charAt(at + 2), HEX);
            return high < 0 || low < 0 ? -1 : high * HEX + low;
        }
    }
}
