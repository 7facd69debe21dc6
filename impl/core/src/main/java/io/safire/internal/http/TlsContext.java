package io.safire.internal.http;

import io.safire.internal.config.CertificateStore;
import io.safire.internal.config.HttpSettings;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The TLS context of a server for TLS 1.2 or later, created when it is first used. The JVM provides the trust store or
 * client certificate that is not set.
 */
final class TlsContext {

    private final HttpSettings settings;
    private @Nullable SSLContext cached;

    TlsContext(HttpSettings settings) {
        this.settings = settings;
    }

    synchronized SSLContext context() {
        SSLContext context = cached;
        if (context == null) {
            context = new Tls12Context(create());
            cached = context;
        }
        return context;
    }

    private SSLContext create() {
        @Nullable KeyStore trusted = keyStore(settings.trustStore());
        @Nullable KeyStore identity = keyStore(settings.keyStore());
        try {
            if (trusted == null && identity == null) {
                return SSLContext.getDefault();
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity, settings.keyStorePassword().toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity == null ? null : keys.getKeyManagers(),
                    CertificateReporter.wrap(trust.getTrustManagers()),
                    null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the key store or trust store cannot be used", unusable);
        }
    }

    private static @Nullable KeyStore keyStore(@Nullable CertificateStore store) {
        return store == null ? null : store.keyStore();
    }
}
