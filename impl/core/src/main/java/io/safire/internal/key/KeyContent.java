package io.safire.internal.key;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The content of a file or setting that should contain a key or certificates. */
public final class KeyContent {

    /** A character that does not occur in text. */
    private static final Pattern BINARY = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F]");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final byte[] bytes;

    private KeyContent(byte[] bytes) {
        this.bytes = bytes;
    }

    public static KeyContent of(byte[] bytes) {
        return new KeyContent(bytes.clone());
    }

    public static KeyContent of(String text) {
        return new KeyContent(text.getBytes(UTF_8));
    }

    public boolean isBlank() {
        return text().filter(String::isBlank).isPresent();
    }

    /**
     * Decodes UTF-8, and UTF-16 with a byte order mark. A PEM may also have comments in another charset. The result is
     * empty if the content is binary.
     */
    public Optional<String> text() {
        try {
            String text = charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                    .filter(decoded -> !BINARY.matcher(decoded).find());
        } catch (CharacterCodingException otherCharset) {
            return Optional.of(new String(bytes, ISO_8859_1)).filter(text -> text.contains(PemBlock.BEGIN));
        }
    }

    private Charset charset() {
        int start = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        return start == 0xFEFF || start == 0xFFFE ? UTF_16 : UTF_8;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyContent content && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "KeyContent[***]";
    }
}
