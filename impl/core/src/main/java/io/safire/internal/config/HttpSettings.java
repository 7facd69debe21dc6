package io.safire.internal.config;

import static io.safire.internal.config.Setting.BRAND_BUNDLE_LIMIT;
import static io.safire.internal.config.Setting.CONNECT_TIMEOUT;
import static io.safire.internal.config.Setting.KEY_STORE_LOCATION;
import static io.safire.internal.config.Setting.KEY_STORE_PASSWORD;
import static io.safire.internal.config.Setting.READ_TIMEOUT;
import static io.safire.internal.config.Setting.TRUST_STORE_LOCATION;
import static io.safire.internal.config.Setting.TRUST_STORE_PASSWORD;
import static io.safire.internal.config.Setting.USER_AGENT;

import io.safire.internal.text.StrictJsonReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of HTTP connections to a server.
 *
 * @param trustStore the trusted certificates; null to use the trusted certificates of the runtime
 * @param keyStore the client certificate and its key; null if there is no client certificate
 * @param keyStorePassword the password of the key store and of its key; empty if no password is configured
 * @param userAgent the value of the {@code User-Agent} header
 * @param headers the headers that a gateway in front of the server requires
 * @param proxy the proxy for the requests
 * @param brandBundleLimit the maximum size of a brand bundle, in bytes
 * @param requestLimit the maximum time of a request; null if only the connection, the response and its body have time
 *     limits
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration readTimeout,
        @Nullable CertificateStore trustStore,
        @Nullable CertificateStore keyStore,
        String keyStorePassword,
        String userAgent,
        GatewayHeaders headers,
        ProxySettings proxy,
        int brandBundleLimit,
        ResilienceSettings resilience,
        @Nullable Duration requestLimit) {

    /**
     * The timeout of a response body that may be larger than {@link StrictJsonReader#MAX_BYTES} is multiplied by this
     * factor.
     */
    private static final int LARGE_BODY_TIMEOUT_FACTOR = 4;

    /** Returns the time limit for a request whose response body has at most {@code maxBytes} bytes. */
    public Duration requestTimeout(int maxBytes) {
        Duration parts = connectTimeout().plus(readTimeout()).plus(bodyTimeout(maxBytes));
        return requestLimit == null ? parts : min(parts, requestLimit);
    }

    /** Returns the time limit for a response body of at most {@code maxBytes} bytes. */
    public Duration bodyTimeout(int maxBytes) {
        return readTimeout().multipliedBy(maxBytes > StrictJsonReader.MAX_BYTES ? LARGE_BODY_TIMEOUT_FACTOR : 1);
    }

    public HttpSettings limitedTo(Duration limit) {
        return new HttpSettings(
                min(connectTimeout, limit),
                min(readTimeout, limit),
                trustStore,
                keyStore,
                keyStorePassword,
                userAgent,
                headers,
                proxy,
                brandBundleLimit,
                resilience,
                limit);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /**
     * Returns settings for requests that must not contain a credential of the client. A gateway still receives its
     * headers.
     */
    public HttpSettings withoutClientCertificate() {
        return new HttpSettings(
                connectTimeout,
                readTimeout,
                trustStore,
                null,
                "",
                userAgent,
                headers,
                proxy,
                brandBundleLimit,
                resilience,
                requestLimit);
    }

    @Override
    public String toString() {
        return "HttpSettings[connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + "]";
    }

    static HttpSettings read(SettingParser parser, UrlPolicy rule) {
        return new HttpSettings(
                parser.duration(CONNECT_TIMEOUT),
                parser.duration(READ_TIMEOUT),
                parser.keyStore(TRUST_STORE_LOCATION, TRUST_STORE_PASSWORD, KeyStoreLoader::loadTrustStore),
                parser.keyStore(KEY_STORE_LOCATION, KEY_STORE_PASSWORD, KeyStoreLoader::loadKeyStore),
                parser.optional(KEY_STORE_PASSWORD).orElse(""),
                parser.userAgent(USER_AGENT),
                GatewayHeaders.read(parser, rule),
                ProxySettings.read(parser),
                parser.integer(BRAND_BUNDLE_LIMIT) << 20,
                ResilienceSettings.read(parser),
                null);
    }
}
