package io.safire.minimal;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SMART configuration of one server, cached for the time that the server states, and for one minute at least. */
final class MinimalDiscovery {

    private static final int OK = 200;
    private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);
    private static final Duration MIN_LIFETIME = Duration.ofMinutes(1);
    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,8})");

    private final MinimalSettings settings;
    private final MinimalHttp http;
    private @Nullable SmartMetadata cached;
    private Instant expiresAt = Instant.MIN;

    MinimalDiscovery(MinimalSettings settings, MinimalHttp http) {
        this.settings = settings;
        this.http = http;
    }

    synchronized SmartMetadata metadata() {
        SmartMetadata current = cached;
        if (current == null || Instant.now().isAfter(expiresAt)) {
            HttpResponse<String> response = http.get(settings.configurationUrl());
            current = parse(response);
            cached = current;
            expiresAt = Instant.now().plus(lifetime(response));
        }
        return current;
    }

    /** Returns the configured or published token endpoint. No assertion is sent to any other URL. */
    URI tokenEndpoint() {
        URI endpoint = settings.tokenEndpoint()
                .or(() -> metadata().tokenEndpoint())
                .orElseThrow(() -> failure(0, "the response has no token_endpoint"));
        if (!settings.isAllowed(endpoint)) {
            throw failure(0, "token_endpoint must be https, but was " + endpoint);
        }
        return endpoint;
    }

    private SmartMetadata parse(HttpResponse<String> response) {
        if (response.statusCode() != OK) {
            throw failure(response.statusCode(), "HTTP " + response.statusCode());
        }
        JsonObject document =
                JsonBody.parse(response.body()).orElseThrow(() -> failure(0, "the response is not a JSON object"));
        return new SmartMetadata(settings.baseUrl(), document);
    }

    private static Duration lifetime(HttpResponse<String> response) {
        Duration stated = response.headers()
                .firstValue("cache-control")
                .flatMap(value -> MAX_AGE.matcher(value).results().findFirst())
                .map((MatchResult age) -> Duration.ofSeconds(Long.parseLong(age.group(1))))
                .orElse(DEFAULT_LIFETIME);
        return stated.compareTo(MIN_LIFETIME) < 0 ? MIN_LIFETIME : stated;
    }

    private DiscoveryException failure(int status, String description) {
        URI url = settings.configurationUrl();
        String text = "SMART configuration " + url + " cannot be used: " + description + ". Check " + settings.prefix()
                + "base-url.";
        return new DiscoveryException(
                Failure.of("MINIMAL-0301", settings.server(), Step.DISCOVERY, text), url, status, description);
    }
}
