package io.safire.tck.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.SandboxControl;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Servers whose private key is in a file that cannot be used as a private key. */
public final class UnusableKeys {

    /** The name of each server with the reason that the error contains after the name of the file. */
    public static final Map<String, String> REASONS = Map.of(
            "key-empty", " is empty.",
            "key-binary", " is binary, but neither a key in DER format nor a PKCS12 or JKS key store.",
            "key-openssh", " is an OpenSSH key; convert a copy of it with: ssh-keygen -p -m PKCS8 -f copy.",
            "key-public", " is a public key; signing requires the private key.",
            "key-certificate", " is a certificate, not a key.",
            "key-certificate-der", " is a certificate, not a key.",
            "key-p256", " is an EC key on the curve P-256, but ES384 requires P-384.",
            "key-rsa1024", " is an RSA key of 1024 bits; RS384 requires at least 2048.",
            "key-block",
                    " is a PEM whose block 2 of 2 (CERTIFICATE) contains no certificate that Java can read;"
                            + " replace or remove this block.",
            "key-set", " is a JWK set without a private key for signatures.");

    /** The names of servers whose key is protected, with the setting and the reason that the error contains. */
    public static final Map<String, String> PROTECTED = Map.of(
            "key-store-locked", "password: is a key store, and no password is set.",
            "key-store-wrong", "password: is a key store that this password does not open.",
            "key-store-two",
                    "alias: is a key store with several private keys (aliases: app, other), and no alias is set.",
            "key-encrypted", "password: is an encrypted key, and no password is set.",
            "key-encrypted-wrong", "password: is an encrypted key that this password does not decrypt.");

    /** A password that opens no key. */
    public static final String WRONG_PASSWORD = "violet-anchor-drum";

    private static final String OPENSSH =
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n";

    private UnusableKeys() {}

    /** Adds a server for each kind of file. The name of the file is that of the server, with the extension {@code key}. */
    public static TckArchive addServers(TckArchive archive) {
        Path folder = TckArchive.createFolder();
        contents().forEach((name, content) -> addServer(archive, name)
                .set(name, "kid", "k1")
                .setKeyFile(name, folder.resolve(name + ".key"), content));
        return archive.set("key-store-wrong", "private-key.password", WRONG_PASSWORD)
                .set("key-encrypted-wrong", "private-key.password", WRONG_PASSWORD)
                .set("key-store-two", "private-key.password", KeyFormats.PASSWORD);
    }

    /** Adds a server with a client that authenticates with a private key. The server is not simulated. */
    public static TckArchive addServer(TckArchive archive, String name) {
        return archive.set(name, "base-url", "https://fhir.example/" + name)
                .set(name, "client-type", "confidential-asymmetric");
    }

    private static Map<String, byte[]> contents() {
        SandboxControl sandbox = SandboxSession.control();
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("key-empty", new byte[0]);
        contents.put("key-binary", new byte[] {0, 1, 2, 3});
        contents.put("key-openssh", OPENSSH.getBytes(UTF_8));
        contents.put("key-store-locked", KeyFormats.keyStore("PKCS12", "app"));
        contents.put("key-store-wrong", KeyFormats.keyStore("JKS", "app"));
        contents.put("key-store-two", KeyFormats.keyStore("PKCS12", "app", "other"));
        contents.put("key-encrypted", KeyFormats.encryptedPem().getBytes(UTF_8));
        contents.put("key-encrypted-wrong", KeyFormats.encryptedPem().getBytes(UTF_8));
        contents.put("key-public", TestKeys.publicPem(TestKeys.EC).getBytes(UTF_8));
        contents.put("key-certificate", sandbox.caCertificatePem().getBytes(UTF_8));
        contents.put("key-certificate-der", KeyFormats.authorityDer());
        contents.put("key-p256", TestKeys.pem(pair("EC", "secp256r1")).getBytes(UTF_8));
        contents.put("key-rsa1024", TestKeys.pem(pair("RSA", "1024")).getBytes(UTF_8));
        contents.put("key-block", (TestKeys.pem(TestKeys.EC) + damagedCertificate()).getBytes(UTF_8));
        contents.put("key-set", TestKeys.jwks().getBytes(UTF_8));
        return contents;
    }

    /** Adds a server whose trust store has a damaged block before a certificate. */
    public static TckArchive addTrustStore(TckArchive archive, String name) {
        String store = damagedCertificate() + SandboxSession.control().caCertificatePem();
        return archive.resource("classpath:" + name, store.getBytes(UTF_8))
                .set(name, "base-url", "https://fhir.example/" + name)
                .set(name, "trust-store.location", "classpath:" + name);
    }

    /** Returns a certificate in PEM format without its last line. */
    private static String damagedCertificate() {
        String pem = SandboxSession.control().caCertificatePem();
        return pem.substring(0, pem.indexOf("-----END"));
    }

    private static KeyPair pair(String algorithm, String size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec(size));
            } else {
                generator.initialize(Integer.parseInt(size));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
