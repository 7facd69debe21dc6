package io.safire.sandbox;

import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cache of the key sets of clients. A key set at a URL is cached for as long as its {@code Cache-Control} header
 * allows, even if it lacks the required key. Like the strictest known servers, the server therefore rejects assertions
 * of a key that was published later.
 */
final class ClientKeySetCache {

    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+)");
    private static final Duration DEFAULT_LIFETIME = Duration.ofHours(29);
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final List<String> PRIVATE_KEY_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private final HttpClient http;
    private final Map<String, CachedKeySet> cached = new ConcurrentHashMap<>();

    private record CachedKeySet(String jwks, Instant expiresAt) {}

    ClientKeySetCache(HttpClient http) {
        this.http = http;
    }

    /**
     * Returns the registered key set of a client. If no key set is registered, this method returns the key set at the
     * client's {@code jwks_uri}.
     */
    String keySetOf(SandboxClient client, Instant now) {
        if (!client.jwks().isEmpty() || client.jwksUri().isEmpty()) {
            return client.jwks();
        }
        CachedKeySet known = cached.get(client.jwksUri());
        if (known == null || !now.isBefore(known.expiresAt())) {
            known = fetch(URI.create(client.jwksUri()), now);
            cached.put(client.jwksUri(), known);
        }
        return known.jwks();
    }

    void clear() {
        cached.clear();
    }

    private CachedKeySet fetch(URI url, Instant now) {
        if (!LOOPBACK_HOSTS.contains(String.valueOf(url.getHost()))) {
            throw OAuthErrorException.invalidClient("the sandbox only fetches key sets from this machine");
        }
        HttpResponse<String> response;
        try {
            response = http.send(
                    HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(1)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw OAuthErrorException.invalidClient("the request for the key set failed: " + failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw OAuthErrorException.invalidClient("the request for the key set was interrupted");
        }
        if (response.statusCode() != 200) {
            throw OAuthErrorException.invalidClient(
                    "the request for the key set failed: HTTP status " + response.statusCode());
        }
        requirePublic(response.body());
        return new CachedKeySet(
                response.body(),
                now.plus(lifetime(response.headers().firstValue("Cache-Control").orElse(""))));
    }

    private static void requirePublic(String jwks) {
        try {
            JsonObject document =
                    SandboxJson.createReader(new StringReader(jwks)).readObject();
            for (JsonValue key : document.getJsonArray("keys")) {
                if (PRIVATE_KEY_MEMBERS.stream().anyMatch(key.asJsonObject()::containsKey)) {
                    throw OAuthErrorException.invalidClient("the key set contains a private key");
                }
            }
        } catch (JsonException | ClassCastException | NullPointerException malformed) {
            throw OAuthErrorException.invalidClient("the key set is malformed");
        }
    }

    private static Duration lifetime(String cacheControl) {
        if (cacheControl.contains("no-store") || cacheControl.contains("no-cache")) {
            return Duration.ZERO;
        }
        Matcher maxAge = MAX_AGE.matcher(cacheControl);
        return maxAge.find() ? Duration.ofSeconds(Long.parseLong(maxAge.group(1))) : DEFAULT_LIFETIME;
    }
}
