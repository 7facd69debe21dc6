package io.safire.tck.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** Servers that require client certificates, and valid and invalid key stores for the application. */
public final class ClientCertificateSetup {

    /** The subject of the client certificates. */
    public static final String SUBJECT = "CN=growth-chart";

    /** The password of the key stores that have a password. */
    public static final String PASSWORD = "walnut-ferry-cloud";

    /** A key store with a certificate that the servers trust. */
    public static final String TRUSTED = "classpath:known.p12";

    /** The trusted key store with an empty password. */
    public static final String EMPTY_PASSWORD = "classpath:open.p12";

    /** The trusted key store with the password {@code null}, the text of an unset variable in Java. */
    public static final String NULL_PASSWORD = "classpath:null.p12";

    /** The trusted key store with different passwords for the store and the key. */
    public static final String DIFFERENT_KEY_PASSWORD = "classpath:locked.p12";

    /** A key store with a certificate from an untrusted authority. */
    public static final String UNTRUSTED = "classpath:unknown.p12";

    private static final String NAME = SUBJECT.substring("CN=".length());

    private ClientCertificateSetup() {}

    /**
     * Adds a server that requires a client certificate. The client of this server uses {@code private_key_jwt} and has
     * no key store yet.
     *
     * @param archive the application, which contains the certificate of the sandbox's authority
     * @param protocol the only TLS version that the server supports
     */
    public static TckArchive addServer(TckArchive archive, String name, String protocol) {
        SandboxSession.control().openMutualTls(name, protocol);
        // the sandbox now returns the open server of this name, which uses https
        return archive.httpsServer(name, "confidential-asymmetric")
                .set(name, "trust-store.location", "classpath:sandbox-ca.pem")
                .set(name, "private-key", TestKeys.pem(TestKeys.RSA))
                .set(name, "kid", "rsa-1");
    }

    /** Adds the key stores to the application. */
    public static TckArchive addKeyStores(TckArchive archive) {
        return archive.resource(TRUSTED, SandboxSession.control().clientKeyStore(NAME, PASSWORD))
                .resource(EMPTY_PASSWORD, SandboxSession.control().clientKeyStore(NAME, ""))
                .resource(NULL_PASSWORD, SandboxSession.control().clientKeyStore(NAME, "null"))
                .resource(
                        DIFFERENT_KEY_PASSWORD,
                        withDifferentKeyPassword(SandboxSession.control().clientKeyStore(NAME, PASSWORD)))
                .resource(UNTRUSTED, SandboxSession.control().untrustedClientKeyStore(NAME, PASSWORD));
    }

    /** Returns a key store with a new EC key on the curve P-256 and its certificate, with the password {@link #PASSWORD}. */
    public static byte[] keyStore() {
        return SandboxSession.control().clientKeyStore(NAME, PASSWORD);
    }

    private static byte[] withDifferentKeyPassword(byte[] content) {
        char[] password = PASSWORD.toCharArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            String alias = store.aliases().nextElement();
            store.setKeyEntry(
                    alias,
                    store.getKey(alias, password),
                    "of-the-key-only".toCharArray(),
                    store.getCertificateChain(alias));
            store.store(bytes, password);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
