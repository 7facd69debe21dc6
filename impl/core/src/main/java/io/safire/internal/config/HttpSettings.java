package io.safire.internal.config;

import java.security.KeyStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of HTTP connections to a server.
 *
 * @param trustStore the trusted certificates; null to use those of the runtime
 * @param keyStore the client certificate and its key; null if there is no client certificate
 * @param keyStorePassword the password of the key store and of its key; empty if no password is configured
 * @param brandBundleLimit the maximum size of a brand bundle, in bytes
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration readTimeout,
        @Nullable KeyStore trustStore,
        @Nullable KeyStore keyStore,
        String keyStorePassword,
        int brandBundleLimit,
        ResilienceSettings resilience) {

    /** Returns these settings without the client certificate, for requests that must not contain a credential. */
    public HttpSettings withoutClientCertificate() {
        return new HttpSettings(connectTimeout, readTimeout, trustStore, null, "", brandBundleLimit, resilience);
    }

    @Override
    public String toString() {
        return "HttpSettings[connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + "]";
    }
}
