package io.safire.internal.key;

import static io.safire.internal.key.KeyFiles.pem;
import static io.safire.internal.key.KeyFiles.utf8;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

/** The error for a file that is not a key names what it is. */
class NonKeyTextTest {

    private static final String EXPLICIT =
            "an EC key with explicit curve parameters, which Java cannot read; convert it"
                    + " with: openssl ec -in old.pem -param_enc named_curve -out key.pem";

    private static final String UNSUPPORTED_TYPE = "; SMART requires RSA (RS384) or EC on P-384 (ES384)";

    private final KeyPair ec = KeyFiles.ec("secp384r1");

    @Test
    void describesKeysThatCannotBeRead() throws GeneralSecurityException {
        byte[] explicit = KeyFiles.explicitParameters(ec, true);
        assertReason(explicit, EXPLICIT);
        assertReason(utf8(pem("PRIVATE KEY", explicit)), EXPLICIT);
        assertReason(utf8(pem("EC PRIVATE KEY", KeyFiles.explicitParameters(ec, false))), EXPLICIT);
        for (String algorithm : new String[] {"Ed25519", "X25519", "DSA"}) {
            KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            assertReason(pair.getPrivate().getEncoded(), "a key for the algorithm " + algorithm + UNSUPPORTED_TYPE);
        }
        assertReason(
                utf8(pem("OPENSSH PRIVATE KEY", "openssh-key-v1\0".getBytes(US_ASCII))),
                "an OpenSSH key; convert a copy of it with: ssh-keygen -p -m PKCS8 -f copy");
        assertReason(
                utf8("PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none"),
                "a PuTTY key; convert it with: puttygen old.ppk -O private-openssh -o key.pem");
        assertReason(
                utf8("-----BEGIN PGP PRIVATE KEY BLOCK-----\nxcLY\n"),
                "a PGP key, which cannot sign client assertions");
        assertReason(
                utf8(KeyFiles.pkcs8(KeyFiles.ec("secp256r1"))),
                "an EC key on the curve P-256, but ES384 requires P-384");
        assertReason(utf8(KeyFiles.pkcs8(KeyFiles.rsa(1024))), "an RSA key of 1024 bits; RS384 requires at least 2048");
    }

    @Test
    void describesPublicContent() throws Exception {
        byte[] certificate = KeyFiles.der(KeyFiles.certificate(ec));
        assertReason(certificate, "a certificate, not a key");
        assertReason(utf8(pem("CERTIFICATE", certificate)), "a certificate, not a key");
        assertReason(utf8(base64(certificate)), "the Base64 of a certificate, not a key");
        assertReason(KeyFiles.pkcs7(KeyFiles.certificate(ec)), "a PKCS#7 file with certificates, not a key");
        assertReason(
                utf8(pem("PKCS7", KeyFiles.pkcs7(KeyFiles.certificate(ec)))),
                "a PKCS#7 file with certificates, not a key");
        byte[] request = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=app"), ec.getPublic())
                .build(new JcaContentSignerBuilder("SHA384withECDSA").build(ec.getPrivate()))
                .getEncoded();
        assertReason(utf8(pem("CERTIFICATE REQUEST", request)), "a certificate request, not a key");
        assertReason(ec.getPublic().getEncoded(), "a public key; signing requires the private key");
        assertReason(utf8("ssh-rsa AAAAB3NzaC1yc2E user@host"), "an OpenSSH public key, not a private key");
        assertReason(
                utf8("-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----"),
                "a PEM with curve parameters only, not a key");
    }

    @Test
    void describesDamagedContent() {
        String pem = KeyFiles.pkcs8(ec);
        assertReason(new byte[0], "empty");
        assertReason(utf8("\uFEFF\n"), "empty");
        assertReason(utf8(pem.substring(0, 100)), "a damaged PEM");
        assertReason(utf8(pem.replace("-----BEGIN", "----BEGIN")), "a damaged PEM");
        assertReason(utf8(pem.replace("-----", "\u2014")), "a damaged PEM");
        assertReason(utf8(pem.replace("M", "!")), "a damaged PEM");
        assertReason(utf8("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"), "a damaged PEM");
        assertReason(utf8("<!DOCTYPE html><html>"), "HTML or XML, not a key");
        assertReason(utf8("walnut ferry"), "neither PEM nor a JWK");
        assertReason(new byte[] {1, 2, 3}, "binary, but neither a key in DER format nor a PKCS12 or JKS key store");
    }

    private static void assertReason(byte[] content, String reason) {
        KeyDocument document = new KeyDocument(KeyContent.of(content), null, null, null);
        assertThatThrownBy(() -> KeyReader.readPrivateKey(document, new AlgorithmRule(null)))
                .isInstanceOfSatisfying(UnusableKeyException.class, unusable -> assertThat(unusable.reason())
                        .isEqualTo(reason));
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
