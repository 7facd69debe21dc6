package io.safire.internal.config;

import io.safire.internal.key.CertificateReader;
import io.safire.internal.key.KeyContent;
import io.safire.internal.key.KeyStoreReader;
import io.safire.internal.key.UnreadableBlockException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader for trust stores and key stores. It rejects unusable stores when the application starts. */
final class KeyStoreLoader {

    private static final String NO_TRUST_STORE =
            "neither certificates in PEM, DER or PKCS#7 format nor a PKCS12 or JKS key store";

    private KeyStoreLoader() {}

    /**
     * Reads certificates in PEM, DER or PKCS#7 format, or the trusted certificates of a PKCS12 or JKS key store.
     *
     * @throws UnreadableResourceException if there are no trusted certificates at the location
     * @throws WrongPasswordException if the password does not open the store
     */
    static KeyStore loadTrustStore(String location, @Nullable String password) {
        byte[] content = ResourceLoader.readBytes(location);
        try {
            KeyStore store = KeyStoreReader.isKeyStore(content)
                    ? KeyStoreReader.open(content, password == null ? null : password.toCharArray())
                    : loadCertificates(location, KeyContent.of(content));
            if (store.size() == 0) {
                // a PKCS12 store of a tool other than the JDK lacks the attribute that marks certificates as trusted
                throw new UnreadableResourceException(location + " contains no certificate that is marked as trusted"
                        + (password == null ? " and that can be read without a password" : ""));
            }
            return store;
        } catch (UnreadableBlockException unreadable) {
            throw new UnreadableResourceException(location + " is " + unreadable.reason());
        } catch (GeneralSecurityException | IOException unusable) {
            throw exception(location, NO_TRUST_STORE + found(content), password, unusable);
        }
    }

    /**
     * A missing password is treated as an empty password.
     *
     * @throws UnreadableResourceException if there is no PKCS12 or JKS key store with a private key at the location
     * @throws WrongPasswordException if the password does not open the store, or does not decrypt the private key
     */
    static KeyStore loadKeyStore(String location, @Nullable String password) {
        byte[] content = ResourceLoader.readBytes(location);
        char[] characters = password == null ? new char[0] : password.toCharArray();
        try {
            KeyStore store = KeyStoreReader.open(content, characters);
            requireKey(store, location, characters);
            return store;
        } catch (GeneralSecurityException | IOException unusable) {
            throw exception(location, "not a PKCS12 or JKS key store" + found(content), password, unusable);
        }
    }

    private static String found(byte[] content) {
        return KeyStoreReader.isKeyStore(content) ? "" : ", but " + CertificateReader.describe(KeyContent.of(content));
    }

    /**
     * Rejects a store without a private key that has a certificate, because TLS would then send no client certificate.
     * Also decrypts each private key. Otherwise, a wrong password would be noticed only at the first request.
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

    private static KeyStore loadCertificates(String location, KeyContent content)
            throws GeneralSecurityException, IOException {
        List<X509Certificate> certificates = CertificateReader.read(content);
        if (certificates.isEmpty()) {
            throw new UnreadableResourceException(
                    location + " is " + NO_TRUST_STORE + ", but " + CertificateReader.describe(content));
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return store;
    }

    private static RuntimeException exception(
            String location, String kind, @Nullable String password, Exception cause) {
        if (!KeyStoreReader.isPasswordFailure(cause)) {
            return new UnreadableResourceException(
                    location + " is " + kind + " (" + cause.getClass().getSimpleName() + ")");
        }
        if (password == null) {
            return new WrongPasswordException("it is not set, but " + location + " requires one");
        }
        return new WrongPasswordException(
                cause instanceof UnrecoverableKeyException
                        ? "it does not open the key in " + location + ", which must have the password of the store"
                        : "it does not open " + location);
    }
}
