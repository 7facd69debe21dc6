package io.safire.internal.discovery;

import io.safire.diagnosis.Failure;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.Urls;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The reader of endpoint URLs in a SMART configuration, which explains why a URL cannot be used. */
record EndpointReader(ServerSettings settings) {

    /** Returns whether the SMART configuration lacks an endpoint. A blank member counts as missing. */
    static boolean isAbsent(ServerEndpoint endpoint, SmartMetadata metadata) {
        JsonValue value = value(endpoint, metadata);
        return value == JsonValue.NULL
                || value instanceof JsonString text && text.getString().isBlank();
    }

    /**
     * Returns an endpoint to which requests may be sent.
     *
     * @throws DiscoveryException if the endpoint is missing, or must not be used
     */
    URI read(ServerEndpoint endpoint, SmartMetadata metadata) {
        URI url = endpoint.in(metadata).orElseThrow(() -> noUrl(endpoint, metadata));
        Optional<UrlViolation> violation = settings.endpoints().urlPolicy().violation(url);
        if (violation.isPresent()) {
            throw violating(violation.get(), endpoint, url);
        }
        if (url.getRawFragment() != null) {
            String shown = HttpTransport.withoutQuery(url);
            String key = settings.key(endpoint.setting());
            throw exception(
                    Message.ENDPOINT_FRAGMENT.format(settings.name(), metadataUrl(), endpoint.member(), shown, key),
                    endpoint.member() + " has a fragment");
        }
        return url;
    }

    private DiscoveryException noUrl(ServerEndpoint endpoint, SmartMetadata metadata) {
        String member = endpoint.member();
        if (isAbsent(endpoint, metadata)) {
            return exception(
                    Message.NO_ENDPOINT.format(
                            settings.name(), metadataUrl(), member, settings.key(endpoint.setting())),
                    "response missing required field '" + member + "'");
        }
        JsonValue value = value(endpoint, metadata);
        if (!(value instanceof JsonString text)) {
            return unusable(
                    endpoint, "must be a string", value.getValueType().name().toLowerCase(Locale.ROOT));
        }
        boolean isTooLong = Urls.parse(text.getString().strip()).isPresent();
        return unusable(
                endpoint,
                isTooLong ? "must be a URL of at most 2,048 characters" : UrlViolation.MALFORMED.requirement(),
                LogSanitizer.sanitize(ConfigurationErrors.maskSecrets(text.getString())));
    }

    private DiscoveryException violating(UrlViolation violation, ServerEndpoint endpoint, URI url) {
        String shown = HttpTransport.withoutQuery(url);
        if (violation == UrlViolation.HOST_NAME) {
            return unusable(endpoint, violation.requirement(), shown);
        }
        Message message =
                violation == UrlViolation.LOOPBACK_HTTP ? Message.LOOPBACK_ENDPOINT : Message.INSECURE_ENDPOINT;
        String rule = endpoint.member() + " " + violation.requirement();
        return exception(
                message.format(
                        settings.name(),
                        metadataUrl(),
                        rule,
                        shown,
                        settings.key(endpoint.setting()),
                        settings.key(Setting.ALLOW_INSECURE_LOCALHOST)),
                rule);
    }

    private DiscoveryException unusable(ServerEndpoint endpoint, String requirement, String observed) {
        String rule = endpoint.member() + " " + requirement;
        return exception(
                Message.UNUSABLE_ENDPOINT.format(
                        settings.name(), metadataUrl(), rule, observed, settings.key(endpoint.setting())),
                rule);
    }

    private DiscoveryException exception(Failure failure, String description) {
        return new DiscoveryException(failure, metadataUrl(), 0, description);
    }

    private static JsonValue value(ServerEndpoint endpoint, SmartMetadata metadata) {
        return metadata.members().getOrDefault(endpoint.member(), JsonValue.NULL);
    }

    private URI metadataUrl() {
        return SmartMetadataLoader.address(settings.endpoints().baseUrl());
    }
}
