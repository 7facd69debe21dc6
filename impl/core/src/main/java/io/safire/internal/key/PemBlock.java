package io.safire.internal.key;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of a PEM, such as a key or a certificate.
 *
 * @param label the text after BEGIN
 * @param isLegacyEncrypted true if OpenSSL has encrypted the block in its own format ({@code DEK-Info})
 * @param content the decoded content; null if it is not Base64
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
record PemBlock(String label, boolean isLegacyEncrypted, byte @Nullable [] content) {

    static final String BEGIN = "-----BEGIN ";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);
    /** Some configuration sources replace line breaks with these characters, or end each line with a backslash. */
    private static final Pattern ESCAPED_LINE_BREAK = Pattern.compile("\\\\+[rn]?");

    private static final Pattern HEADERS = Pattern.compile("\\s*(?:[A-Za-z-]+: [^\\r\\n]*\\R)+");

    /** Ignores incomplete blocks and other text, such as the attributes that OpenSSL writes. */
    static List<PemBlock> parse(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(ESCAPED_LINE_BREAK.matcher(text).replaceAll("\n"));
        while (block.find()) {
            Matcher headers = HEADERS.matcher(block.group(2));
            boolean hasHeaders = headers.lookingAt();
            blocks.add(new PemBlock(
                    block.group(1),
                    hasHeaders && headers.group().contains("ENCRYPTED"),
                    decode(block.group(2).substring(hasHeaders ? headers.end() : 0))
                            .orElse(null)));
        }
        return blocks;
    }

    static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    boolean isCertificate() {
        return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
    }

    boolean isPublicKey() {
        return label.endsWith("PUBLIC KEY");
    }

    @Override
    public String toString() {
        return "PemBlock[label=" + label + "]";
    }
}
