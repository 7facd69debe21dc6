package io.safire.internal.config;

import io.safire.internal.text.StrictJsonReader;
import java.security.KeyStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of HTTP connections to a server.
 *
 * @param trustStore the trusted certificates; null to use the trusted certificates of the runtime
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

    /** Factor by which the timeout grows for a response body whose limit exceeds {@link StrictJsonReader#MAX_BYTES}. */
    private static final int LARGE_BODY_TIMEOUT_FACTOR = 4;

    /** Returns the time limit for a request whose response body has at most {@code maxBytes} bytes. */
    public Duration requestTimeout(int maxBytes) {
        return connectTimeout.plus(readTimeout).plus(bodyTimeout(maxBytes));
    }

    /** Returns the time limit for a response body of at most {@code maxBytes} bytes. */
    public Duration bodyTimeout(int maxBytes) {
        return readTimeout.multipliedBy(maxBytes > StrictJsonReader.MAX_BYTES ? LARGE_BODY_TIMEOUT_FACTOR : 1);
    }

    /** Returns these settings without the client certificate, for requests that must not contain a credential. */
    public HttpSettings withoutClientCertificate() {
        return new HttpSettings(connectTimeout, readTimeout, trustStore, null, "", brandBundleLimit, resilience);
    }

    @Override
    public String toString() {
        return "HttpSettings[connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + "]";
    }
}
