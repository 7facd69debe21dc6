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
            "key-der", " is binary, such as a key in DER format or a key store; convert it to PEM.",
            "key-store-file", " is binary, such as a key in DER format or a key store; convert it to PEM.",
            "key-encrypted", " is an encrypted PEM; decrypt it and protect the file instead.",
            "key-public", " is a public key; signing requires the private key.",
            "key-certificate", " is a certificate, not a key.",
            "key-p256", " is an EC key on the curve P-256, but ES384 requires P-384.",
            "key-rsa1024", " is an RSA key of 1024 bits; RS384 requires at least 2048.",
            "key-set", " is a JWK set; use one JWK of the set.");

    private UnusableKeys() {}

    /** Adds a server for each kind of file. The name of the file is that of the server, with the extension {@code key}. */
    public static TckArchive addServers(TckArchive archive) {
        Path folder = TckArchive.createFolder();
        contents().forEach((name, content) -> addServer(archive, name)
                .set(name, "kid", "k1")
                .setKeyFile(name, folder.resolve(name + ".key"), content));
        return archive;
    }

    /** Adds a server with a client that authenticates with a private key. The server is not simulated. */
    public static TckArchive addServer(TckArchive archive, String name) {
        return archive.set(name, "base-url", "https://fhir.example/" + name)
                .set(name, "client-type", "confidential-asymmetric");
    }

    private static Map<String, byte[]> contents() {
        SandboxControl sandbox = SandboxSession.control();
        String key = TestKeys.pem(TestKeys.EC);
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("key-empty", new byte[0]);
        contents.put("key-der", TestKeys.EC.getPrivate().getEncoded());
        contents.put("key-store-file", sandbox.clientKeyStore("app", ClientCertificateSetup.PASSWORD));
        contents.put(
                "key-encrypted", key.replace("PRIVATE", "ENCRYPTED PRIVATE").getBytes(UTF_8));
        contents.put("key-public", TestKeys.publicPem(TestKeys.EC).getBytes(UTF_8));
        contents.put("key-certificate", sandbox.caCertificatePem().getBytes(UTF_8));
        contents.put("key-p256", TestKeys.pem(pair("EC", "secp256r1")).getBytes(UTF_8));
        contents.put("key-rsa1024", TestKeys.pem(pair("RSA", "1024")).getBytes(UTF_8));
        contents.put("key-set", TestKeys.jwks().getBytes(UTF_8));
        return contents;
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
