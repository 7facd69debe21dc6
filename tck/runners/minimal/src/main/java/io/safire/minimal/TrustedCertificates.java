package io.safire.minimal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The reader of the certificates that the setting {@code trust-store.location} names. */
final class TrustedCertificates {

    private static final String CLASS_PATH = "classpath:";

    private TrustedCertificates() {}

    /** Returns a TLS context that trusts only the certificates in a PEM file. */
    static SSLContext context(MinimalSettings settings, String location) {
        try (InputStream file = url(location).openStream()) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("certificate-" + store.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw settings.unusable("trust_store", String.valueOf(unreadable.getMessage()));
        }
    }

    private static URL url(String location) throws IOException {
        if (!location.startsWith(CLASS_PATH)) {
            return Path.of(location).toUri().toURL();
        }
        URL resource =
                Thread.currentThread().getContextClassLoader().getResource(location.substring(CLASS_PATH.length()));
        if (resource == null) {
            throw new IOException(location + " does not exist");
        }
        return resource;
    }
}
