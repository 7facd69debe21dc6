package io.safire.impl.config;

import java.security.KeyStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached.
 *
 * @param keyStorePassword of the key store and its key, empty where none is configured
 * @param brandBundleLimit how many bytes a bundle of brands may have
 * @param protection what the server may cost when it does not answer
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration readTimeout,
        @Nullable KeyStore trustStore,
        @Nullable KeyStore keyStore,
        String keyStorePassword,
        int brandBundleLimit,
        Protection protection) {

    /** The same for requests to which no credential belongs, not even a client certificate. */
    public HttpSettings withoutIdentity() {
        return new HttpSettings(connectTimeout, readTimeout, trustStore, null, "", brandBundleLimit, protection);
    }

    @Override
    public String toString() {
        return "HttpSettings[connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + "]";
    }
}
