package io.safire.internal.http;

import io.safire.internal.config.CertificateStore;
import io.safire.internal.config.HttpSettings;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * The certificates in the trust store of a client or, without such a trust store, the trusted certificates of the JVM.
 */
public record TrustedCertificates(List<X509Certificate> certificates) {

    public static TrustedCertificates of(HttpSettings settings) {
        @Nullable CertificateStore store = settings.trustStore();
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store == null ? (KeyStore) null : store.keyStore());
            return new TrustedCertificates(Arrays.stream(factory.getTrustManagers())
                    .flatMap(TrustedCertificates::issuers)
                    .toList());
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the trust store cannot be used", unusable);
        }
    }

    private static Stream<X509Certificate> issuers(TrustManager manager) {
        return manager instanceof X509TrustManager trust ? Arrays.stream(trust.getAcceptedIssuers()) : Stream.of();
    }

    /**
     * A complete chain ends with a root certificate, or with a certificate whose issuer is a trusted root certificate.
     *
     * @param chain the certificates that a server sent; its own certificate is the first
     * @return the missing issuer; empty if the chain is complete
     */
    public Optional<X500Principal> missingIssuer(List<X509Certificate> chain) {
        X509Certificate last = chain.get(chain.size() - 1);
        boolean isComplete = isRoot(last)
                || certificates.stream()
                        .filter(TrustedCertificates::isRoot)
                        .anyMatch(root -> root.getSubjectX500Principal().equals(last.getIssuerX500Principal()));
        return isComplete ? Optional.empty() : Optional.of(last.getIssuerX500Principal());
    }

    private static boolean isRoot(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
