package io.safire.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyReaderTest {

    private final KeyPair rsa = pair("RSA", 2048, "");
    private final KeyPair ec = pair("EC", 0, "secp384r1");

    @Test
    void readsPkcs8() {
        assertThat(read(pkcs8(rsa.getPrivate())).algorithm()).isEqualTo("RS384");
        assertThat(read(pkcs8(ec.getPrivate())).algorithm()).isEqualTo("ES384");
        assertThat(read(pkcs8(ec.getPrivate()).replace("\n", "\\n")).privateKey())
                .isEqualTo(ec.getPrivate());
    }

    @Test
    void readsPkcs1AndSec1() throws IOException {
        assertThat(read(traditionalPem("RSA PRIVATE KEY", rsa)).privateKey()).isEqualTo(rsa.getPrivate());
        assertThat(read(traditionalPem("EC PRIVATE KEY", ec)).privateKey()).isEqualTo(ec.getPrivate());
    }

    @Test
    void readsSec1WithCurveAndPublicKey() throws IOException {
        for (ASN1Object curve : new ASN1Object[] {SECObjectIdentifiers.secp384r1, null}) {
            assertThat(read("-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n"
                                    + sec1(ec, 384, curve))
                            .publicKey())
                    .isEqualTo(ec.getPublic());
        }
        assertThatThrownBy(() -> read(sec1(ec, 384, TeleTrusTObjectIdentifiers.brainpoolP384r1)))
                .hasMessageContaining("P-384");
        KeyPair p521 = pair("EC", 0, "secp521r1");
        assertThatThrownBy(() -> read(sec1(p521, 521, SECObjectIdentifiers.secp521r1)))
                .hasMessageContaining("P-384");
    }

    @Test
    void readsJwkWithKid() throws Exception {
        PublicJsonWebKey jwk = EcJwkGenerator.generateJwk(EllipticCurves.P384);
        jwk.setKeyId("from-the-jwk");
        KeyMaterial key = read(jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        assertThat(key.kid()).isEqualTo("from-the-jwk");
        assertThat(key.algorithm()).isEqualTo("ES384");
        assertThatThrownBy(() -> read(jwk.toJson(OutputControlLevel.PUBLIC_ONLY)))
                .hasMessageContaining("without a private key");
    }

    @Test
    void rejectsKeysThatSmartForbids() {
        KeyPair p256 = pair("EC", 0, "secp256r1");
        assertThatThrownBy(() -> read(pkcs8(p256.getPrivate()))).hasMessageContaining("P-384");
        assertThatThrownBy(() -> read(traditionalPem("EC PRIVATE KEY", p256))).hasMessageContaining("P-384");
        assertThatThrownBy(() -> read(pkcs8(pair("RSA", 1024, "").getPrivate())))
                .hasMessageContaining("1024 bits");
        assertThatThrownBy(() -> read(pkcs8(pair("Ed25519", 0, "").getPrivate())))
                .isInstanceOf(UnusableKeyException.class);
    }

    @Test
    void rejectsTextsThatAreNotKeys() {
        for (String text : new String[] {
            "",
            "secret",
            "{",
            "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\n!!",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----"
        }) {
            assertThatThrownBy(() -> read(text)).isInstanceOf(UnusableKeyException.class);
        }
    }

    private static KeyMaterial read(String text) {
        return KeyReader.readPrivateKey(
                new KeyDocument(KeyContent.of(text), null, null, null), new AlgorithmRule(null));
    }

    private static String pkcs8(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String traditionalPem(String type, KeyPair pair) throws IOException {
        return pem(
                type,
                PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded());
    }

    /** Returns an EC key with its public key, as {@code openssl ecparam -genkey} writes it. */
    private static String sec1(KeyPair pair, int bits, @Nullable ASN1Object curve) throws IOException {
        ASN1BitString publicKey =
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()).getPublicKeyData();
        BigInteger value = ((java.security.interfaces.ECPrivateKey) pair.getPrivate()).getS();
        return pem("EC PRIVATE KEY", new ECPrivateKey(bits, value, publicKey, curve).getEncoded());
    }

    private static String pem(String type, byte[] content) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter pem = new PemWriter(text)) {
            pem.writeObject(new PemObject(type, content));
        }
        return text.toString();
    }

    private static KeyPair pair(String algorithm, int bits, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            } else if (!curve.isEmpty()) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
