package io.safire.internal.key;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of a PEM, such as a key or a certificate.
 *
 * @param label the text after BEGIN
 * @param isLegacyEncrypted true if OpenSSL has encrypted the block in its own format ({@code DEK-Info})
 * @param content the decoded content; null if it is incomplete or not Base64
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
record PemBlock(String label, boolean isLegacyEncrypted, byte @Nullable [] content) {

    static final String BEGIN = "-----BEGIN ";

    private static final Pattern BOUNDARY = Pattern.compile("-----(BEGIN|END) ([A-Z0-9 ]{1,40})-----");
    /** Some configuration sources replace line breaks with these characters, or end each line with a backslash. */
    private static final Pattern ESCAPED_LINE_BREAK = Pattern.compile("\\\\+[rn]?");

    /** A certificate in a format of OpenSSL, with the purposes for which it is trusted. */
    static final String TRUSTED_CERTIFICATE = "TRUSTED CERTIFICATE";

    private static final Set<String> CERTIFICATES = Set.of(TRUSTED_CERTIFICATE, "PKCS7", "CMS");

    private static final Pattern HEADERS = Pattern.compile("\\s*(?:[A-Za-z-]+: [^\\r\\n]*\\R)+");

    /**
     * Returns the blocks of a text. A block without its first or last line has no content. Other text, such as the
     * attributes that OpenSSL writes, is ignored.
     */
    static List<PemBlock> parse(String text) {
        String lines = ESCAPED_LINE_BREAK.matcher(text).replaceAll("\n");
        List<PemBlock> blocks = new ArrayList<>();
        @Nullable MatchResult begin = null;
        for (MatchResult boundary : BOUNDARY.matcher(lines).results().toList()) {
            boolean isEnd = boundary.group(1).equals("END");
            if (isEnd && begin != null && begin.group(2).equals(boundary.group(2))) {
                blocks.add(of(begin.group(2), lines.substring(begin.end(), boundary.start())));
            } else if (isEnd || begin != null) {
                blocks.add(incomplete(begin == null ? boundary : begin));
            }
            begin = isEnd ? null : boundary;
        }
        if (begin != null) {
            blocks.add(incomplete(begin));
        }
        return blocks;
    }

    private static PemBlock of(String label, String body) {
        Matcher headers = HEADERS.matcher(body);
        boolean hasHeaders = headers.lookingAt();
        return new PemBlock(
                label,
                hasHeaders && headers.group().contains("ENCRYPTED"),
                decode(body.substring(hasHeaders ? headers.end() : 0)).orElse(null));
    }

    private static PemBlock incomplete(MatchResult boundary) {
        return new PemBlock(boundary.group(2), false, null);
    }

    /** Decodes Base64 with any white space. */
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

    /** Returns whether the block should contain certificates. */
    boolean hasCertificates() {
        return isCertificate() || CERTIFICATES.contains(label);
    }

    boolean isPublicKey() {
        return label.endsWith("PUBLIC KEY");
    }

    @Override
    public String toString() {
        return "PemBlock[label=" + label + "]";
    }
}
