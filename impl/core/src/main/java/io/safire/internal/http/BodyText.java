package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a response body. JSON is encoded in UTF-8 (RFC 8259, section 8.1). Many servers declare a charset that
 * they do not use, so the declared charset applies only if the body is not UTF-8.
 *
 * @param charset the charset of the body; UTF-8 if malformed bytes were replaced
 * @param repaired true if bytes of no known charset were replaced by U+FFFD
 */
record BodyText(String text, Charset charset, boolean repaired) {

    /** The control characters that occur in no text, but in almost every compressed body. */
    static final Pattern BINARY = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F]");
    /** The start of JSON, HTML or XML. */
    static final Pattern START = Pattern.compile("\\s*[{\\[<]");

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w.:+-]{1,60})");
    private static final Set<Integer> UTF_16_MARKS = Set.of(0xFEFF, 0xFFFE);
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static BodyText of(byte[] body, String contentType) {
        return decode(body, UTF_8)
                .filter(text -> text.indexOf('\0') < 0)
                .map(text -> new BodyText(withoutMark(text), UTF_8, false))
                .or(() -> charset(body, contentType).flatMap(charset -> decode(body, charset)
                        .map(text -> new BodyText(withoutMark(text), charset, false))))
                .orElseGet(() -> new BodyText(withoutMark(new String(body, UTF_8)), UTF_8, true));
    }

    /**
     * Returns whether the body is a text and not a compressed body. JSON, HTML and XML count as text even with
     * malformed bytes.
     */
    boolean isPrintable() {
        return !BINARY.matcher(text).find() && (!repaired || START.matcher(text).lookingAt());
    }

    private static Optional<Charset> charset(byte[] body, String contentType) {
        if (body.length > 1 && UTF_16_MARKS.contains((body[0] & 0xFF) << 8 | body[1] & 0xFF)) {
            return Optional.of(UTF_16);
        }
        Matcher declared = CHARSET.matcher(contentType);
        try {
            return declared.find() ? Optional.of(Charset.forName(declared.group(1))) : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<String> decode(byte[] body, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    @Override
    public String toString() {
        return "BodyText[" + text.length() + " characters, " + charset + "]";
    }
}
