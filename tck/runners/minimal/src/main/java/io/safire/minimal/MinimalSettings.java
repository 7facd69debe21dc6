package io.safire.minimal;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.token.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of one server.
 *
 * @param prefix the prefix of the configuration keys, such as {@code safire.epic.}
 * @param trustStore the location of PEM certificates, such as {@code classpath:ca.pem}
 */
record MinimalSettings(
        String server,
        String prefix,
        URI baseUrl,
        Optional<URI> tokenEndpoint,
        Optional<String> clientId,
        Scopes scopes,
        Optional<String> privateKey,
        Optional<String> kid,
        Optional<String> trustStore,
        Duration connectTimeout,
        Duration readTimeout) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    static MinimalSettings read(Config config, String server, String prefix) {
        return new MinimalSettings(
                server,
                prefix,
                text(config, prefix + "base-url")
                        .map(url -> URI.create(url.replaceFirst("/+$", "")))
                        .orElseThrow(() -> missing(server, prefix, "base-url", "base_url")),
                text(config, prefix + "token-endpoint").map(URI::create),
                text(config, prefix + "client-id"),
                text(config, prefix + "scopes").map(Scopes::parse).orElse(Scopes.none()),
                text(config, prefix + "private-key"),
                text(config, prefix + "kid"),
                text(config, prefix + "trust-store.location"),
                config.getOptionalValue(prefix + "connect-timeout", Duration.class)
                        .orElse(Duration.ofSeconds(10)),
                config.getOptionalValue(prefix + "read-timeout", Duration.class).orElse(Duration.ofSeconds(30)));
    }

    URI configurationUrl() {
        return URI.create(baseUrl + "/.well-known/smart-configuration");
    }

    /** Returns whether the client may send a request to a URL: https, or http on loopback like the base URL. */
    boolean isAllowed(URI url) {
        return url.getHost() != null
                && url.getUserInfo() == null
                && ("https".equals(url.getScheme()) || isLoopbackHttp(url) && isLoopbackHttp(baseUrl));
    }

    boolean isBaseUrl(String iss) {
        return baseUrl.toString().equals(iss.replaceFirst("/+$", ""));
    }

    /** Returns the exception for a missing setting. */
    ConfigurationException missing(String key, String attribute) {
        return missing(server, prefix, key, attribute);
    }

    private static ConfigurationException missing(String server, String prefix, String key, String attribute) {
        String text = attribute + " is missing. Set " + prefix + key + ".";
        return new ConfigurationException(
                Failure.of("MINIMAL-0101", server, Step.CONFIGURATION, text), Violations.missing(List.of(attribute)));
    }

    /** Returns the exception for a setting or credential that cannot be used. */
    ConfigurationException unusable(String attribute, String reason) {
        return new ConfigurationException(
                Failure.of("MINIMAL-0102", server, Step.CONFIGURATION, attribute + " cannot be used: " + reason + "."),
                Violations.invalid(attribute, null, List.of()));
    }

    private static boolean isLoopbackHttp(URI url) {
        return "http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
    }

    private static Optional<String> text(Config config, String key) {
        return config.getOptionalValue(key, String.class).filter(value -> !value.isBlank());
    }
}
