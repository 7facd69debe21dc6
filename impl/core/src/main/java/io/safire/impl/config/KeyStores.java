package io.safire.impl.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reads trust and key stores. */
final class KeyStores {

    private KeyStores() {}

    /** PEM certificates, or a PKCS12 or JKS key store. */
    static KeyStore trust(String location, @Nullable String password) {
        byte[] content = Resource.bytes(location);
        try {
            return new String(content, ISO_8859_1).contains("-----BEGIN CERTIFICATE-----")
                    ? certificates(content)
                    : store(content, password);
        } catch (GeneralSecurityException | IOException unusable) {
            throw unusable(location, unusable);
        }
    }

    /** PKCS12 or JKS with a private key and its certificates. */
    static KeyStore identity(String location, @Nullable String password) {
        try {
            return store(Resource.bytes(location), password);
        } catch (GeneralSecurityException | IOException unusable) {
            throw unusable(location, unusable);
        }
    }

    private static KeyStore certificates(byte[] pem) throws GeneralSecurityException, IOException {
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

    private static KeyStore store(byte[] content, @Nullable String password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(isJks(content) ? "JKS" : "PKCS12");
        char[] characters = password == null ? null : password.toCharArray();
        store.load(new ByteArrayInputStream(content), characters);
        return store;
    }

    private static boolean isJks(byte[] content) {
        byte[] magic = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};
        return content.length > 4 && Arrays.equals(magic, Arrays.copyOf(content, 4));
    }

    private static UnreadableException unusable(String location, Exception cause) {
        return new UnreadableException(
                location + " is neither PEM certificates nor a PKCS12 or JKS key store that the password opens ("
                        + cause.getClass().getSimpleName() + ")");
    }
}
