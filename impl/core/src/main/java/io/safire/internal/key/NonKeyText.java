package io.safire.internal.key;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The description of a text that is not a key, with the command that converts it. The description contains no part of
 * the text.
 */
final class NonKeyText {

    private static final String PGP = "a PGP key, which cannot sign client assertions";

    /**
     * Descriptions by PEM label. These labels mark data other than a key for SMART, or a format that only other tools
     * read.
     */
    private static final Map<String, String> LABELS = Map.of(
            "CERTIFICATE REQUEST",
            "a certificate request, not a key",
            "NEW CERTIFICATE REQUEST",
            "a certificate request, not a key",
            "PKCS7",
            "a PKCS#7 file with certificates, not a key",
            "EC PARAMETERS",
            "a PEM with curve parameters only, not a key",
            "OPENSSH PRIVATE KEY",
            "an OpenSSH key; convert a copy of it with: ssh-keygen -p -m PKCS8 -f copy",
            "SSH2 PUBLIC KEY",
            "an SSH public key, not a private key",
            "PGP PRIVATE KEY BLOCK",
            PGP,
            "PGP PUBLIC KEY BLOCK",
            PGP);

    private static final Map<Pattern, String> OTHER_FORMATS = otherFormats();

    private NonKeyText() {}

    static String describe(PemBlock block) {
        if (block.isLegacyEncrypted()) {
            return "an encrypted key in the former format of OpenSSL; convert it with: " + EncryptedKeyReader.CONVERT;
        }
        if (block.isCertificate() && block.content() != null) {
            return "a certificate, not a key";
        }
        String other = block.isPrivateKey() || block.isPublicKey() || block.isCertificate()
                ? "a damaged PEM"
                : "a PEM of type " + block.label() + ", not a key that Safire can read";
        return LABELS.getOrDefault(block.label(), other);
    }

    static String describe(String text) {
        return OTHER_FORMATS.entrySet().stream()
                .filter(format -> format.getKey().matcher(text).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("neither PEM nor a JWK");
    }

    static String describe(byte[] binary) {
        return DerStructure.of(binary)
                .map(structure -> structure.description() + ", not a key")
                .orElse("binary, but neither a key in DER format nor a PKCS12 or JKS key store");
    }

    private static Map<Pattern, String> otherFormats() {
        Map<Pattern, String> formats = new LinkedHashMap<>();
        formats.put(Pattern.compile("^\\s*$"), "empty");
        formats.put(
                Pattern.compile("^PuTTY-User-Key-File"),
                "a PuTTY key; convert it with: puttygen old.ppk -O private-openssh -o key.pem");
        formats.put(Pattern.compile("^(?:ssh-|ecdsa-)\\S+ \\S"), "an OpenSSH public key, not a private key");
        formats.put(Pattern.compile("^<"), "HTML or XML, not a key");
        formats.put(Pattern.compile("BEGIN [A-Z0-9 ]*(?:KEY|CERTIFICATE)|END [A-Z0-9 ]*KEY"), "a damaged PEM");
        return formats;
    }
}
