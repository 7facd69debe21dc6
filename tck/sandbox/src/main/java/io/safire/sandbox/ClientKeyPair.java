package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * A new key pair of a client that authenticates with {@code private_key_jwt}. The application receives the private key,
 * and the server receives the JWKS.
 *
 * <pre>{@code
 * ClientKeyPair pair = ClientKeyPair.generate("2026-01");
 * ehr.registerClient(SandboxClient.keyClient("nightly-job", pair.jwks(), ""));
 * Files.writeString(folder.resolve("key.pem"), pair.privateKeyPem());
 * }</pre>
 */
public final class ClientKeyPair {

    /** ECDSA with P-384 and SHA-384. */
    public static final String ES384 = "ES384";

    /** RSASSA-PKCS1-v1_5 with SHA-384. */
    public static final String RS384 = "RS384";

    /** The name of the file that contains the private key. */
    public static final String PRIVATE_KEY_FILE = "private-key.pem";

    /** The name of the file that contains the JWKS. */
    public static final String JWKS_FILE = "jwks.json";

    private static final int RSA_BITS = 3072;
    private static final int LINE_LENGTH = 64;

    private final PublicJsonWebKey key;

    private ClientKeyPair(PublicJsonWebKey key) {
        this.key = key;
    }

    /** Generates a key pair for ES384 with the given key ID. */
    public static ClientKeyPair generate(String kid) {
        return generate(kid, ES384);
    }

    /**
     * Generates a key pair.
     *
     * @param kid the key ID
     * @param algorithm {@link #ES384} or {@link #RS384}; an RSA key has 3,072 bits
     * @throws IllegalArgumentException if the algorithm is neither ES384 nor RS384
     */
    public static ClientKeyPair generate(String kid, String algorithm) {
        requireNonNull(kid, "kid");
        try {
            PublicJsonWebKey key =
                    switch (algorithm) {
                        case ES384 -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
                        case RS384 -> RsaJwkGenerator.generateJwk(RSA_BITS);
                        default ->
                            throw new IllegalArgumentException(
                                    "The algorithm must be ES384 or RS384, was " + algorithm + ".");
                    };
            key.setKeyId(kid);
            key.setAlgorithm(algorithm);
            key.setUse("sig");
            return new ClientKeyPair(key);
        } catch (JoseException unavailable) {
            throw new IllegalStateException("This JDK cannot generate a key for " + algorithm + ".", unavailable);
        }
    }

    /** Returns the {@code kid} of the key. */
    public String kid() {
        return key.getKeyId();
    }

    /** Returns the {@code alg} of the key. */
    public String algorithm() {
        return key.getAlgorithm();
    }

    /** Returns the private key in PKCS #8 format as PEM, for the setting {@code safire.<name>.private-key.location}. */
    public String privateKeyPem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'})
                        .encodeToString(key.getPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** Returns the JWKS with the public key as JSON text, for {@link io.safire.sandbox.control.SandboxClient#keyClient}. */
    public String jwks() {
        return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /**
     * Writes {@value #PRIVATE_KEY_FILE}, which only its owner can read, and {@value #JWKS_FILE}. This method never
     * overwrites a file.
     *
     * @param folder the target directory, created if it does not exist
     * @throws java.nio.file.FileAlreadyExistsException if one of the files exists
     * @throws IOException if the files cannot be written
     */
    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path keySet = folder.resolve(JWKS_FILE);
        if (Files.exists(keySet)) {
            throw new FileAlreadyExistsException(keySet.toString());
        }
        Path privateKey = Files.createFile(folder.resolve(PRIVATE_KEY_FILE), ownerOnly());
        Files.writeString(privateKey, privateKeyPem(), US_ASCII);
        Files.writeString(keySet, jwks(), US_ASCII, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Returns no permissions on Windows, which does not support POSIX permissions. */
    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Omits the private key. */
    @Override
    public String toString() {
        return "ClientKeyPair[kid=" + kid() + ", algorithm=" + algorithm() + "]";
    }
}
