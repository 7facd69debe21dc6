package io.safire.impl.config;

import java.security.KeyStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a server is reached. */
public record HttpSettings(
        Duration connectTimeout,
        Duration readTimeout,
        @Nullable KeyStore trustStore,
        @Nullable KeyStore keyStore,
        @Nullable String keyStorePassword) {

    @Override
    public String toString() {
        return "HttpSettings[connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + "]";
    }
}
