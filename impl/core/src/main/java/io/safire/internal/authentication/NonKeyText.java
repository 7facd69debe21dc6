package io.safire.internal.authentication;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The description of a text that is not a key, for administrators. The description contains no part of the text. */
final class NonKeyText {

    private static final Pattern PEM_TYPE = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");
    private static final Pattern BASE64 = Pattern.compile("M[A-P][A-Za-z0-9+/=\\s\\\\]{60,}");
    /** A character that does not occur in text, or the character U+FFFD, which replaces bytes that are not UTF-8. */
    private static final Pattern BINARY = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F\\uFFFD]");

    private NonKeyText() {}

    static String describe(String text) {
        Matcher pem = PEM_TYPE.matcher(text);
        if (pem.find()) {
            return pem.group(1).endsWith("CERTIFICATE")
                    ? "a certificate, not a key"
                    : "a PEM of type " + pem.group(1) + ", not a key that Safire can read";
        }
        if (text.isBlank()) {
            return "empty";
        }
        if (BINARY.matcher(text).find()) {
            return "binary, such as a key in DER format or a key store; convert it to PEM";
        }
        return BASE64.matcher(text).matches()
                ? "Base64 without the lines BEGIN and END of PEM"
                : "neither PEM nor a JWK";
    }
}
