package io.safire.tck.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** What an application needs for servers that want a certificate from it, and what it must not have. */
public final class MutualTls {

    /** Whom the certificates name. */
    public static final String SUBJECT = "CN=growth-chart";

    /** Opens the key stores that have a password. */
    public static final String PASSWORD = "walnut-ferry-cloud";

    /** A key store with a certificate that the servers take. */
    public static final String KNOWN = "classpath:known.p12";

    /** The same with an empty password. */
    public static final String OPEN = "classpath:open.p12";

    /** The same with a password that reads as an unset variable does in Java. */
    public static final String NULL = "classpath:null.p12";

    /** The same, but the password of the key is another one than that of the store. */
    public static final String LOCKED = "classpath:locked.p12";

    /** A key store with a certificate of an authority that no server knows. */
    public static final String UNKNOWN = "classpath:unknown.p12";

    private static final String NAME = SUBJECT.substring("CN=".length());

    private MutualTls() {}

    /**
     * Adds a server that lets in nobody without a certificate, with a client that authenticates by a key and has no key store
     * yet.
     *
     * @param archive the application, with the authority of the sandbox
     * @param name the name of the server
     * @param protocol the version of TLS that it speaks
     * @return the application
     */
    public static TckArchive server(TckArchive archive, String name, String protocol) {
        SandboxSession.control().openMutualTls(name, protocol);
        // there is a server of this name now, which speaks https
        return archive.httpsServer(name, "confidential-asymmetric")
                .set(name, "trust-store.location", "classpath:sandbox-ca.pem")
                .set(name, "private-key", TestKeys.pem(TestKeys.RSA))
                .set(name, "kid", "rsa-1");
    }

    /**
     * Adds the key stores.
     *
     * @param archive the application
     * @return the application
     */
    public static TckArchive keyStores(TckArchive archive) {
        return archive.resource(KNOWN, SandboxSession.control().clientKeyStore(NAME, PASSWORD))
                .resource(OPEN, SandboxSession.control().clientKeyStore(NAME, ""))
                .resource(NULL, SandboxSession.control().clientKeyStore(NAME, "null"))
                .resource(LOCKED, locked(SandboxSession.control().clientKeyStore(NAME, PASSWORD)))
                .resource(UNKNOWN, SandboxSession.control().unknownKeyStore(NAME, PASSWORD));
    }

    private static byte[] locked(byte[] content) {
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
