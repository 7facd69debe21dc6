package io.safire.internal.key;

import static io.safire.internal.key.KeyFiles.PASSWORD;
import static io.safire.internal.key.KeyFiles.pem;
import static io.safire.internal.key.KeyFiles.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.key.UnusableKeyException.Part;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in the formats and wrappings in which administrators have them. */
class KeyFormatsTest {

    private static final KeyPair EC = KeyFiles.ec("secp384r1");
    private static final KeyPair RSA = KeyFiles.rsa(2048);
    private static final String PEM = KeyFiles.pkcs8(EC);
    private static final String BOM = "\uFEFF";

    /** A key that OpenSSL has encrypted with scrypt and the password "secret". */
    private static final String SCRYPT = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIIBFDBPBgkqhkiG9w0BBQ0wQjAhBgkrBgEEAdpHBAswFAQILbJnsAyKz70CAkAA
            AgEIAgEBMB0GCWCGSAFlAwQBKgQQmH50lZ7xgIV4en/NS8QVlwSBwKU82545W/YG
            wiPI8QhWBUGJQiKw0vZyMPnHgyKR7k+glrSAFuTKf5B5AHtCa6XXHGfzpG7FK2h9
            TPTZMakY375eIpbIpw6J3Lqm0sgiRYxRkBft8vX2mNeyWtVbMU4ETVFah74jKtUt
            QhHJ8mj1zfie8UZ1h20yhfr5LmpMdwbtwkJUPq9wMLtfwLP0bfgp37QwnekGMBas
            AQ7GK9lL8n4IiT/ankOmvPxpX1bKD4WLnCANL/IQeoRPsWoNiG7V3Q==
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    @Test
    void readsKeyInEachWrapping() throws JoseException {
        String jwk = jwk("k1");
        Map<String, byte[]> wrappings = new LinkedHashMap<>();
        wrappings.put("Base64 of PEM", utf8(base64(utf8(PEM))));
        wrappings.put("Base64 with line breaks", utf8(Base64.getMimeEncoder().encodeToString(utf8(PEM)) + "\n"));
        wrappings.put("Base64 of Base64", utf8(base64(utf8(base64(utf8(PEM))))));
        wrappings.put("Base64 of DER", utf8(base64(EC.getPrivate().getEncoded())));
        wrappings.put("Base64 of JWK", utf8(base64(utf8(jwk))));
        for (String lineBreak : List.of("\\n", "\\r\\n", "\\\\n", "\\\\r\\\\n", "\r\n", "\r", " ", "", "\\\n")) {
            wrappings.put("line break " + lineBreak, utf8(PEM.replace("\n", lineBreak)));
        }
        wrappings.put("BOM", utf8(BOM + PEM));
        wrappings.put("UTF-16BE", PEM.getBytes(UTF_16));
        wrappings.put("UTF-16LE", (BOM + PEM).getBytes(UTF_16LE));
        wrappings.put("double quotes", utf8("\"" + PEM + "\""));
        wrappings.put("single quotes", utf8("'" + PEM.strip() + "'\n"));
        wrappings.put("attributes before the key", utf8("Bag Attributes\n    friendlyName: app\n" + PEM));
        wrappings.put("attributes in Latin-1", ("friendlyName: schlüssel\n" + PEM).getBytes(ISO_8859_1));
        wrappings.put("wrong label", utf8(PEM.replace("PRIVATE KEY", "EC PRIVATE KEY")));
        wrappings.put("JWK with BOM", utf8(BOM + jwk));
        wrappings.put("JWK in quotes", utf8("'" + jwk + "'"));
        wrappings.put("JWK with escaped quotes", utf8("\"" + jwk.replace("\"", "\\\"") + "\""));
        wrappings.put("JWK with escaped line breaks", utf8(jwk.replace(",", ",\\n")));
        wrappings.forEach((name, content) ->
                assertThat(read(content).privateKey()).as(name).isEqualTo(EC.getPrivate()));
    }

    @Test
    void readsDer() {
        for (KeyPair pair : List.of(EC, RSA)) {
            assertThat(read(pair.getPrivate().getEncoded()).privateKey()).isEqualTo(pair.getPrivate());
            assertThat(read(KeyFiles.traditional(pair.getPrivate())).privateKey())
                    .isEqualTo(pair.getPrivate());
        }
        assertThat(read(utf8(pem("RSA PRIVATE KEY", RSA.getPrivate().getEncoded())))
                        .publicKey())
                .isEqualTo(RSA.getPublic());
        assertThat(read(utf8(pem("PRIVATE KEY", KeyFiles.traditional(RSA.getPrivate()))))
                        .publicKey())
                .isEqualTo(RSA.getPublic());
    }

    @Test
    void readsPublicKeyInEachFormat() throws Exception {
        X509Certificate certificate = KeyFiles.certificate(RSA);
        byte[] pkcs1 = org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(
                        RSA.getPublic().getEncoded())
                .parsePublicKey()
                .getEncoded();
        for (byte[] content : List.of(
                RSA.getPublic().getEncoded(),
                utf8(pem("PUBLIC KEY", RSA.getPublic().getEncoded())),
                utf8(pem("RSA PUBLIC KEY", pkcs1)),
                pkcs1,
                certificate.getEncoded(),
                utf8(pem("CERTIFICATE", certificate.getEncoded())))) {
            KeyMaterial material = KeyReader.readMaterial(document(content, null, null, null), new AlgorithmRule(null));
            assertThat(material.publicKey()).isEqualTo(RSA.getPublic());
            assertThat(material.privateKey()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
    void readsKeyStore(String type) {
        byte[] store = KeyFiles.keyStore(type, PASSWORD, List.of("app"), EC);
        assertThat(read(store, PASSWORD, null, null).privateKey()).isEqualTo(EC.getPrivate());
        assertThat(read(store, PASSWORD, "App", null).publicKey()).isEqualTo(EC.getPublic());
        assertThat(read(utf8(base64(store)), PASSWORD, null, null).algorithm()).isEqualTo("ES384");
        assertUnusable(store, null, null, null, Part.PASSWORD, "a key store, and no password is set");
        assertUnusable(store, "wrong", null, null, Part.PASSWORD, "a key store that this password does not open");
        assertUnusable(
                store,
                PASSWORD,
                "other",
                null,
                Part.ALIAS,
                "a key store without a private key of this alias (aliases: app)");
        assertUnusable(
                store,
                PASSWORD,
                "authority",
                null,
                Part.ALIAS,
                "a key store without a private key of this alias (aliases: app)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void selectsKeyOfStoreByAlias(String type) {
        byte[] store = KeyFiles.keyStore(type, PASSWORD, List.of("one", "two"), EC);
        assertThat(read(store, PASSWORD, "two", null).privateKey()).isEqualTo(EC.getPrivate());
        assertUnusable(
                store,
                PASSWORD,
                null,
                null,
                Part.ALIAS,
                "a key store with several private keys (aliases: one, two), and no alias is set");
        byte[] otherPassword = KeyFiles.keyStore(type, "of-the-key", List.of("one"), EC);
        assertUnusable(
                otherPassword,
                PASSWORD,
                null,
                null,
                Part.PASSWORD,
                "a key store whose key has another password; give the key the password of the store");
        byte[] certificates = KeyFiles.keyStore(type, PASSWORD, List.of(), EC);
        assertUnusable(certificates, PASSWORD, null, null, Part.KEY, "a key store without a private key");
    }

    @Test
    void readsEncryptedKey() {
        for (KeyPair pair : List.of(EC, RSA)) {
            String encrypted = KeyFiles.encrypted(pair.getPrivate());
            assertThat(read(utf8(encrypted), PASSWORD, null, null).privateKey()).isEqualTo(pair.getPrivate());
            assertThat(read(PemBlock.parse(encrypted).get(0).content(), PASSWORD, null, null)
                            .publicKey())
                    .isEqualTo(pair.getPublic());
        }
        String former = KeyFiles.encrypted(EC.getPrivate(), PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC);
        assertThat(read(utf8(former), PASSWORD, null, null).privateKey()).isEqualTo(EC.getPrivate());
    }

    @Test
    void namesPasswordOfEncryptedKey() {
        byte[] encrypted = utf8(KeyFiles.encrypted(EC.getPrivate()));
        assertUnusable(encrypted, null, null, null, Part.PASSWORD, "an encrypted key, and no password is set");
        assertUnusable(
                encrypted, "wrong", null, null, Part.PASSWORD, "an encrypted key that this password does not decrypt");
        assertUnusable(
                encrypted,
                "schlüssel",
                null,
                null,
                Part.PASSWORD,
                "an encrypted key, for which Java supports only passwords in ASCII");
        String unsupported = "an encrypted key whose encryption Java does not support; convert it with: openssl pkcs8"
                + " -topk8 -in old.pem -out key.pem";
        assertUnusable(utf8(SCRYPT), "secret", null, null, Part.KEY, unsupported);
        assertUnusable(
                utf8(KeyFiles.legacyEncrypted(RSA.getPrivate())),
                PASSWORD,
                null,
                null,
                Part.KEY,
                "an encrypted key in the former format of OpenSSL; convert it with: openssl pkcs8 -topk8 -in old.pem -out"
                        + " key.pem");
    }

    @Test
    void readsPrivateKeyOfJwkSet() throws JoseException {
        String own = jwk("k1");
        String other = KeyFormatsTest.jwk(KeyFiles.ec("secp384r1"), "k2", OutputControlLevel.INCLUDE_PRIVATE);
        String publicOnly = jwk(RSA, "k3", OutputControlLevel.PUBLIC_ONLY);
        String encryption = other.replace("\"kty\"", "\"use\":\"enc\",\"kty\"");
        for (String keys : List.of(own, own + "," + publicOnly, encryption + "," + own)) {
            assertThat(read(set(keys)).kid()).as(keys.length() + " characters").isEqualTo("k1");
            assertThat(read(utf8("[" + keys + "]")).kid()).isEqualTo("k1");
        }
        byte[] several = set(own + "," + other);
        assertThat(read(several, null, null, "k1").privateKey()).isEqualTo(EC.getPrivate());
        String reason = "a JWK set in which kid must select one private key (kid: k1, k2)";
        assertUnusable(several, null, null, null, Part.KID, reason);
        assertUnusable(several, null, null, "k4", Part.KID, reason);
        assertUnusable(
                set(own), null, null, "k2", Part.KID, "a JWK set in which kid must select one private key (kid: k1)");
        for (String keys : List.of("", publicOnly, encryption)) {
            assertUnusable(set(keys), null, null, null, Part.KEY, "a JWK set without a private key for signatures");
        }
        assertThat(KeyReader.readMaterial(document(set(publicOnly), null, null, null), new AlgorithmRule(null))
                        .kid())
                .isEqualTo("k3");
    }

    @Test
    void readsThumbprintOfCertificate() throws Exception {
        X509Certificate certificate = KeyFiles.certificate(EC);
        String thumbprint = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("app", EC.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
        assertThat(read(KeyFiles.bytes(store), PASSWORD, null, null).x5t()).isEqualTo(thumbprint);
        String pem = pem("CERTIFICATE", certificate.getEncoded());
        assertThat(read(utf8(PEM + pem)).x5t()).isEqualTo(thumbprint);
        assertThat(read(utf8(pem + PEM)).x5t()).isEqualTo(thumbprint);
        assertThat(read(utf8(KeyFiles.pkcs8(RSA) + pem)).x5t()).isNull();
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(EC.getPublic());
        jwk.setPrivateKey(EC.getPrivate());
        assertThat(read(utf8(jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE))).x5t())
                .isNull();
        jwk.setCertificateChain(certificate);
        assertThat(read(utf8(jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE))).x5t())
                .isEqualTo(thumbprint);
    }

    @Test
    void namesUnreadableCertificateNextToKey() {
        String certificate = pem("CERTIFICATE", KeyFiles.der(KeyFiles.certificate(EC)));
        for (String damaged : List.of(
                certificate.replace("MI", "M!"),
                certificate.substring(0, certificate.indexOf("-----END")),
                pem("PKCS7", utf8("no certificate")))) {
            assertUnusable(
                    utf8(PEM + damaged),
                    null,
                    null,
                    null,
                    Part.KEY,
                    "a PEM whose block 2 of 2 (" + (damaged.contains("PKCS7") ? "PKCS7" : "CERTIFICATE")
                            + ") contains no certificate that Java can read; replace or remove this block");
        }
    }

    @Test
    void readsCertificateOfKeyInPkcs7() throws GeneralSecurityException {
        String pkcs7 = pem("PKCS7", KeyFiles.pkcs7(KeyFiles.certificate(EC)));
        assertThat(read(utf8(PEM + pkcs7)).x5t()).isNotNull();
    }

    @Test
    void namesDamagedKeyOfJwkSet() throws Exception {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(EC.getPublic());
        jwk.setPrivateKey(EC.getPrivate());
        jwk.setKeyId("good");
        String good = jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        String damaged = "{\"kty\":\"EC\",\"kid\":\"damaged\",\"crv\":\"P-384\",\"d\":\"AA\"}";
        byte[] keys = utf8("{\"keys\":[" + damaged + "," + good + "]}");
        assertUnusable(keys, null, null, "damaged", Part.KEY, "a damaged JWK (kid damaged)");
        assertThat(read(keys, null, null, "good").publicKey()).isEqualTo(EC.getPublic());
    }

    @Test
    void namesConfiguredAlgorithmInReasons() throws GeneralSecurityException {
        byte[] dsa = KeyPairGenerator.getInstance("DSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        String hex = HexFormat.of().formatHex(EC.getPrivate().getEncoded());
        byte[] unknownCurve = HexFormat.of().parseHex(hex.replace("06052b81040022", "06052b8104007f"));
        Map<AlgorithmRule, List<String>> reasons = Map.of(
                new AlgorithmRule(null),
                List.of(
                        "SMART requires RSA (RS384) or EC on P-384 (ES384)",
                        "an EC key that is not on the curve P-384, which ES384 requires"),
                new AlgorithmRule(SignatureAlgorithm.ES256),
                List.of(
                        "assertion-algorithm ES256 requires an EC key on P-256",
                        "an EC key that is not on the curve P-256, which ES256 requires"),
                new AlgorithmRule(SignatureAlgorithm.PS256),
                List.of(
                        "assertion-algorithm PS256 requires an RSA key of at least 2,048 bits",
                        "an EC key, but assertion-algorithm PS256 requires an RSA key of at least 2,048 bits"));
        reasons.forEach((rule, expected) -> {
            assertThatThrownBy(() -> KeyReader.readPrivateKey(document(dsa, null, null, null), rule))
                    .hasMessage("a key for the algorithm DSA; " + expected.get(0));
            assertThatThrownBy(() -> KeyReader.readPrivateKey(document(unknownCurve, null, null, null), rule))
                    .hasMessage(expected.get(1));
        });
    }

    @Test
    void signsWithAlgorithmThatServerDemands() {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            KeyPair pair = algorithm.keyType().equals("RSA")
                    ? RSA
                    : KeyFiles.ec("secp" + algorithm.curve().substring(2) + "r1");
            AlgorithmRule rule = new AlgorithmRule(algorithm);
            for (byte[] content : List.of(pair.getPrivate().getEncoded(), KeyFiles.traditional(pair.getPrivate()))) {
                KeyMaterial material = KeyReader.readPrivateKey(document(content, null, null, null), rule);
                assertThat(material.algorithm()).isEqualTo(algorithm.name());
                assertThat(material.publicKey()).isEqualTo(pair.getPublic());
                byte[] signature = JwsSignature.sign(algorithm.name(), pair.getPrivate(), utf8("text"));
                assertThat(JwsSignature.isValid(algorithm.name(), pair.getPublic(), utf8("text"), signature))
                        .isTrue();
            }
        }
        assertThatThrownBy(() -> KeyReader.readPrivateKey(
                        new KeyDocument(KeyContent.of(PEM), null, null, null),
                        new AlgorithmRule(SignatureAlgorithm.RS256)))
                .hasMessage("an EC key, but assertion-algorithm RS256 requires an RSA key of at least 2,048 bits");
        assertThatThrownBy(() -> KeyReader.readPrivateKey(
                        new KeyDocument(KeyContent.of(PEM), null, null, null),
                        new AlgorithmRule(SignatureAlgorithm.ES256)))
                .hasMessage("an EC key on the curve P-384, but ES256 requires P-256");
    }

    private static void assertUnusable(
            byte[] content,
            @Nullable String password,
            @Nullable String alias,
            @Nullable String kid,
            Part part,
            String reason) {
        assertThatThrownBy(() -> read(content, password, alias, kid))
                .isInstanceOfSatisfying(UnusableKeyException.class, unusable -> {
                    assertThat(unusable.reason()).isEqualTo(reason);
                    assertThat(unusable.part()).isEqualTo(part);
                });
    }

    private static KeyMaterial read(byte[] content) {
        return read(content, null, null, null);
    }

    private static KeyMaterial read(
            byte[] content, @Nullable String password, @Nullable String alias, @Nullable String kid) {
        return KeyReader.readPrivateKey(document(content, password, alias, kid), new AlgorithmRule(null));
    }

    private static KeyDocument document(
            byte[] content, @Nullable String password, @Nullable String alias, @Nullable String kid) {
        return new KeyDocument(KeyContent.of(content), password, alias, kid);
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    private static byte[] set(String keys) {
        return utf8("{\"keys\":[" + keys + "]}");
    }

    private static String jwk(String kid) throws JoseException {
        return jwk(EC, kid, OutputControlLevel.INCLUDE_PRIVATE);
    }

    private static String jwk(KeyPair pair, String kid, OutputControlLevel level) throws JoseException {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        jwk.setPrivateKey(pair.getPrivate());
        jwk.setKeyId(kid);
        return jwk.toJson(level);
    }
}
