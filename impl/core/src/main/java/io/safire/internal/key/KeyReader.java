package io.safire.internal.key;

import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.X509Util;
import org.jspecify.annotations.Nullable;

/**
 * Reader of keys in these formats and in their Base64: PEM and DER (PKCS#8, PKCS#1, SEC1), JWK, JWK set, and key
 * stores.
 */
public final class KeyReader {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{40,}={0,2}\\s*");
    private static final Pattern QUOTED = Pattern.compile("(?s)([\"'])\\s*(.*?)\\s*\\1");

    private final KeyDocument document;
    private final AlgorithmRule rule;
    private final boolean requiresPrivateKey;

    private KeyReader(KeyDocument document, AlgorithmRule rule, boolean requiresPrivateKey) {
        this.document = document;
        this.rule = rule;
        this.requiresPrivateKey = requiresPrivateKey;
    }

    /**
     * Reads a private key and the public key that belongs to it.
     *
     * @throws UnusableKeyException if the document contains no private key, or the rule does not allow the key
     */
    public static KeyMaterial readPrivateKey(KeyDocument document, AlgorithmRule rule) {
        return new KeyReader(document, rule, true).read(document.content());
    }

    /**
     * Reads a public key, and the private key if the document contains it.
     *
     * @throws UnusableKeyException if the document contains no key, the rule does not allow the key, or public and
     *     private key do not match
     */
    public static KeyMaterial readMaterial(KeyDocument document, AlgorithmRule rule) {
        return new KeyReader(document, rule, false).read(document.content());
    }

    private KeyMaterial read(KeyContent content) {
        Optional<String> text = content.text();
        return text.isPresent() ? readText(unquote(text.get().strip())) : readBinary(content.bytes(), List.of());
    }

    private static String unquote(String text) {
        Matcher quoted = QUOTED.matcher(text);
        return quoted.matches() ? quoted.group(2) : text;
    }

    private KeyMaterial readText(String text) {
        if (JwkReader.isJson(text)) {
            return readJwk(JwkReader.read(text, document.kid(), requiresPrivateKey));
        }
        List<PemBlock> blocks = PemBlock.parse(text);
        if (!blocks.isEmpty()) {
            return readPem(blocks);
        }
        Optional<byte[]> decoded = BASE64.matcher(text).matches() ? PemBlock.decode(text) : Optional.empty();
        return readBase64(decoded.orElseThrow(() -> new UnusableKeyException(NonKeyText.describe(text))));
    }

    private KeyMaterial readBase64(byte[] decoded) {
        try {
            return read(KeyContent.of(decoded));
        } catch (UnusableKeyException unusable) {
            throw new UnusableKeyException(unusable.part(), "the Base64 of " + unusable.reason());
        }
    }

    /**
     * Reads the first private key. Without a private key, reads the first public key; without a public key, reads the
     * first certificate.
     */
    private KeyMaterial readPem(List<PemBlock> blocks) {
        PemBlock block = first(blocks, PemBlock::isPrivateKey)
                .or(() -> first(blocks, PemBlock::isPublicKey))
                .or(() -> first(blocks, PemBlock::isCertificate))
                .orElse(blocks.get(0));
        byte[] content = block.content();
        if (content == null
                || block.isLegacyEncrypted()
                || DerStructure.of(content).isEmpty()) {
            throw new UnusableKeyException(NonKeyText.describe(block));
        }
        return readBinary(content, block.isPrivateKey() ? certificates(blocks) : List.of());
    }

    private static Optional<PemBlock> first(List<PemBlock> blocks, Predicate<PemBlock> kind) {
        return blocks.stream().filter(kind).findFirst();
    }

    private static List<X509Certificate> certificates(List<PemBlock> blocks) {
        try {
            return CertificateReader.read(blocks);
        } catch (UnreadableBlockException unreadable) {
            throw new UnusableKeyException(unreadable.reason());
        }
    }

    private static Optional<X509Certificate> certificate(byte[] content) {
        try {
            return CertificateReader.read(KeyContent.of(content)).stream().findFirst();
        } catch (CertificateException damaged) {
            return Optional.empty();
        }
    }

    private KeyMaterial readBinary(byte[] content, List<X509Certificate> certificates) {
        if (KeyStoreReader.type(content).isPresent()) {
            KeyStoreReader.Entry entry = KeyStoreReader.readEntry(document, content);
            return material(
                    entry.key(),
                    Optional.ofNullable(entry.certificate()).stream().toList());
        }
        DerStructure structure =
                DerStructure.of(content).orElseThrow(() -> new UnusableKeyException(NonKeyText.describe(content)));
        return switch (structure) {
            case ENCRYPTED_PKCS8 -> readBinary(EncryptedKeyReader.decrypt(content, document.password()), certificates);
            case CERTIFICATE -> readCertificate(content);
            default -> material(DerKeys.read(structure, content, rule), certificates);
        };
    }

    private KeyMaterial material(Key key, List<X509Certificate> certificates) {
        if (!(key instanceof PrivateKey privateKey)) {
            rejectPublicKey("a public key; signing requires the private key");
            return publicMaterial((PublicKey) key);
        }
        String algorithm = rule.algorithmOf(privateKey);
        PublicKey publicKey = PublicKeyDerivation.derive(privateKey);
        @Nullable
        String x5t = certificates.stream()
                .filter(certificate -> certificate.getPublicKey().equals(publicKey))
                .map(X509Util::x5t)
                .findFirst()
                .orElse(null);
        return new KeyMaterial(privateKey, publicKey, algorithm, null, x5t);
    }

    private KeyMaterial readCertificate(byte[] content) {
        rejectPublicKey("a certificate, not a key");
        return publicMaterial(certificate(content)
                .orElseThrow(() -> new UnusableKeyException("a damaged certificate"))
                .getPublicKey());
    }

    private void rejectPublicKey(String description) {
        if (requiresPrivateKey) {
            throw new UnusableKeyException(description);
        }
    }

    private KeyMaterial publicMaterial(PublicKey key) {
        return new KeyMaterial(null, key, rule.algorithmOf(key), null, null);
    }

    private KeyMaterial readJwk(PublicJsonWebKey jwk) {
        PrivateKey privateKey = jwk.getPrivateKey();
        if (privateKey == null) {
            rejectPublicKey("a JWK without a private key");
        }
        String algorithm = rule.algorithmOf(jwk.getPublicKey());
        if (jwk.getAlgorithm() != null && !jwk.getAlgorithm().equals(algorithm)) {
            throw new UnusableKeyException("a JWK with alg " + jwk.getAlgorithm() + "; alg must be " + algorithm);
        }
        if (privateKey != null && !PublicKeyDerivation.matches(privateKey, jwk.getPublicKey(), algorithm)) {
            throw new UnusableKeyException("a JWK whose private and public members do not match");
        }
        String kid = jwk.getKeyId();
        return new KeyMaterial(
                privateKey,
                jwk.getPublicKey(),
                algorithm,
                kid == null || kid.isBlank() ? null : kid,
                jwk.getX509CertificateSha1Thumbprint(true));
    }
}
