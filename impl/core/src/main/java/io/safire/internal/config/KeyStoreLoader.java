package io.safire.internal.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** A reader for trust stores and key stores, which rejects unusable stores when the application starts. */
final class KeyStoreLoader {

    private KeyStoreLoader() {}

    /**
     * Reads trusted certificates from a file with PEM certificates, or from a PKCS12 or JKS key store.
     *
     * @throws UnreadableResourceException if there are no trusted certificates at the location
     * @throws WrongPasswordException if the password does not open the store
     */
    static KeyStore loadTrustStore(String location, @Nullable String password) {
        byte[] content = ResourceLoader.readBytes(location);
        try {
            KeyStore store =
                    isPem(content) ? loadPem(content) : load(content, password == null ? null : password.toCharArray());
            if (store.size() == 0) {
                // a PKCS12 store of a tool other than the JDK lacks the attribute that marks certificates as trusted
                throw new UnreadableResourceException(location + " contains no certificate that is marked as trusted"
                        + (password == null ? " and that can be read without a password" : ""));
            }
            return store;
        } catch (GeneralSecurityException | IOException unusable) {
            throw exception(location, "neither PEM certificates nor a PKCS12 or JKS key store", password, unusable);
        }
    }

    /**
     * Reads a PKCS12 or JKS key store with a private key and its certificates. A missing password is treated as an
     * empty password.
     *
     * @throws UnreadableResourceException if there is no such key store at the location
     * @throws WrongPasswordException if the password does not open the store or the key
     */
    static KeyStore loadKeyStore(String location, @Nullable String password) {
        byte[] content = ResourceLoader.readBytes(location);
        char[] characters = password == null ? new char[0] : password.toCharArray();
        try {
            KeyStore store = load(content, characters);
            requireKey(store, location, characters);
            return store;
        } catch (GeneralSecurityException | IOException unusable) {
            throw exception(location, "not a PKCS12 or JKS key store", password, unusable);
        }
    }

    /**
     * Checks that the key store contains a key that can be opened. Without a key, TLS would send no certificate. If the
     * key cannot be opened, the first request would fail.
     */
    private static void requireKey(KeyStore store, String location, char[] password) throws GeneralSecurityException {
        boolean found = false;
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                boolean isPrivate = store.getKey(alias, password) instanceof PrivateKey;
                Certificate[] chain = store.getCertificateChain(alias);
                found |= isPrivate && chain != null && chain.length > 0;
            }
        }
        if (!found) {
            throw new UnreadableResourceException(location + " contains no private key with its certificate");
        }
    }

    private static boolean isPem(byte[] content) {
        return new String(content, ISO_8859_1).contains("-----BEGIN CERTIFICATE-----");
    }

    private static KeyStore loadPem(byte[] pem) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return store;
    }

    private static KeyStore load(byte[] content, char @Nullable [] password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(isJks(content) ? "JKS" : "PKCS12");
        store.load(new ByteArrayInputStream(content), password);
        return store;
    }

    private static boolean isJks(byte[] content) {
        byte[] magic = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};
        return content.length > 4 && Arrays.equals(magic, Arrays.copyOf(content, 4));
    }

    /**
     * Returns the exception for a store that cannot be used. A wrong password for the store causes an
     * {@code IOException} with the cause {@code UnrecoverableKeyException} (see {@link KeyStore#load}). A wrong
     * password for the key causes an {@code UnrecoverableKeyException} itself.
     */
    private static RuntimeException exception(
            String location, String kind, @Nullable String password, Exception cause) {
        boolean key = cause instanceof UnrecoverableKeyException;
        if (!key && !(cause.getCause() instanceof UnrecoverableKeyException)) {
            return new UnreadableResourceException(
                    location + " is " + kind + " (" + cause.getClass().getSimpleName() + ")");
        }
        if (password == null) {
            return new WrongPasswordException("it is not set, but " + location + " requires one");
        }
        return new WrongPasswordException(
                key
                        ? "it does not open the key in " + location + ", which must have the password of the store"
                        : "it does not open " + location);
    }
}
