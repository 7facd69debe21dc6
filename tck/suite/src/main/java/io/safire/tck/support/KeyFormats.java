package io.safire.tck.support;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** The key {@link TestKeys#EC} in the formats and wrappings in which administrators have keys. */
public final class KeyFormats {

    /** The password of encrypted keys and key stores. */
    public static final String PASSWORD = "harbour-lantern-seven";

    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";
    private static final int ITERATIONS = 2048;

    private KeyFormats() {}

    /** Returns the contents of files that require no further setting, by their names. */
    public static Map<String, byte[]> plain() {
        String pem = multiLinePem();
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("der", TestKeys.EC.getPrivate().getEncoded());
        contents.put("base64", base64(pem.getBytes(UTF_8)).getBytes(UTF_8));
        contents.put("escaped", pem.replace("\n", "\\r\\n").getBytes(UTF_8));
        contents.put("bom", ("\uFEFF" + pem).getBytes(UTF_8));
        contents.put("utf16", pem.getBytes(UTF_16));
        contents.put("quoted", ("\"" + pem + "\"").getBytes(UTF_8));
        contents.put("jwk-bom", ("\uFEFF" + TestKeys.privateJwk()).getBytes(UTF_8));
        contents.put("jwk-set", ("{\"keys\":[" + TestKeys.privateJwk() + "]}").getBytes(UTF_8));
        contents.put(
                "jwk-set-of-two", ("{\"keys\":[" + otherJwk() + "," + TestKeys.privateJwk() + "]}").getBytes(UTF_8));
        return contents;
    }

    /** Returns the contents of files that {@link #PASSWORD} opens, by their names. */
    public static Map<String, byte[]> protectedByPassword() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("pkcs12", keyStore("PKCS12", "app"));
        contents.put("jks", keyStore("JKS", "app"));
        contents.put("encrypted-der", encrypted());
        contents.put("encrypted", encryptedPem().getBytes(UTF_8));
        return contents;
    }

    /** Returns the key as encrypted PKCS#8 in PEM. */
    public static String encryptedPem() {
        return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + base64(encrypted())
                + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    }

    /** Returns a key store that contains the key under each alias. */
    public static byte[] keyStore(String type, String... aliases) {
        char[] password = PASSWORD.toCharArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            for (String alias : aliases) {
                store.setKeyEntry(alias, TestKeys.EC.getPrivate(), password, new Certificate[] {authority()});
            }
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the certificate of the sandbox's authority in DER format. */
    public static byte[] authorityDer() {
        try {
            return authority().getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the certificate of the sandbox's authority in PKCS#7 format. */
    public static byte[] authorityPkcs7() {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertPath(List.of(authority()))
                    .getEncoded("PKCS7");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Certificate authority() throws GeneralSecurityException {
        byte[] pem = SandboxSession.control().caCertificatePem().getBytes(UTF_8);
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private static String multiLinePem() {
        return List.of(TestKeys.pem(TestKeys.EC).split("(?<=KEY-----)|(?=-----END)")).stream()
                .reduce("", (lines, line) -> lines + line + "\n");
    }

    private static String otherJwk() {
        return TestKeys.privateJwk().replace("\"ec-1\"", "\"ec-2\"");
    }

    private static byte[] encrypted() {
        try {
            Cipher cipher = Cipher.getInstance(ENCRYPTION);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(new PBEKeySpec(PASSWORD.toCharArray())),
                    new PBEParameterSpec(new byte[16], ITERATIONS));
            byte[] content = cipher.doFinal(TestKeys.EC.getPrivate().getEncoded());
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            return new EncryptedPrivateKeyInfo(parameters, content).getEncoded();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
