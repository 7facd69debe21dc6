package io.safire.impl.identity;

import io.safire.impl.config.Origin;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.TrailingSlashes;
import io.safire.impl.discovery.Authorities;
import io.safire.impl.discovery.CacheControl;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Loader of the JWKS of an issuer. It uses {@code jwks-uri} if configured, and otherwise the {@code
 * /.well-known/openid-configuration} of the issuer, as SMART requires. If the server does not have that document (404 or 410),
 * the {@code jwks_uri} of the SMART configuration is used. This requires that the issuer is configured or on the origin of the
 * base URL. Otherwise any server could claim the issuer of another server together with its own keys.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#steps-for-using-an-id-token">SMART
 *     App Launch 2.2.0, steps for using an ID token</a>
 */
final class KeyLocation {

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private static final Duration USUAL = Duration.ofHours(1);

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Supplier<Optional<URI>> fallback;

    /**
     * Creates a loader.
     *
     * @param fallback supplies the {@code jwks_uri} of the SMART configuration
     */
    KeyLocation(ServerSettings settings, HttpCalls calls, Supplier<Optional<URI>> fallback) {
        this.settings = settings;
        this.calls = calls;
        this.fallback = fallback;
    }

    /**
     * Loads the JWKS.
     *
     * @throws UnreadableKeysException if the JWKS cannot be located or read
     */
    KeySet read(String issuer) {
        URI configured = settings.identity().jwksUri();
        return keys(configured == null ? discovered(issuer) : configured);
    }

    private URI discovered(String issuer) {
        String document = TrailingSlashes.remove(issuer) + "/.well-known/openid-configuration";
        URI address = address(document);
        HttpAnswer answer = answer(address);
        if (answer.status() == NOT_FOUND || answer.status() == GONE) {
            return fallback(issuer, answer);
        }
        return published(issuer, address, json(successful(answer)));
    }

    private URI fallback(String issuer, HttpAnswer missing) {
        String status = shown(missing.from()) + ": HTTP " + missing.status();
        if (!issuer.equals(settings.identity().issuer()) && !Authorities.hasOrigin(settings, issuer)) {
            throw new UnreadableKeysException(status
                    + "; jwks_uri of the SMART configuration is not used, because the issuer is neither configured nor on the"
                    + " origin of base-url");
        }
        return fallback.get()
                .orElseThrow(() -> new UnreadableKeysException(status + "; the SMART configuration has no jwks_uri"));
    }

    private static URI published(String issuer, URI address, JsonObject configuration) {
        if (!issuer.equals(text(configuration, "issuer"))) {
            throw new UnreadableKeysException(shown(address) + " names a different issuer");
        }
        String jwksUri = text(configuration, "jwks_uri");
        if (jwksUri.isEmpty()) {
            throw new UnreadableKeysException(shown(address) + " has no jwks_uri");
        }
        return address(jwksUri);
    }

    private KeySet keys(URI address) {
        HttpAnswer answer = get(address);
        return KeySet.read(address, json(answer), CacheControl.lifetime(answer, USUAL));
    }

    private HttpAnswer get(URI address) {
        return successful(answer(address));
    }

    private static HttpAnswer successful(HttpAnswer answer) {
        if (!answer.isSuccess()) {
            throw new UnreadableKeysException(shown(answer.from()) + ": HTTP " + answer.status());
        }
        return answer;
    }

    private HttpAnswer answer(URI address) {
        if (!settings.addresses().rule().allows(address)) {
            throw new UnreadableKeysException(shown(address) + " is not https");
        }
        if (!settings.addresses().mayBeNamed(address) && !isConfigured(address)) {
            throw new UnreadableKeysException(shown(address) + " is on an internal host");
        }
        try {
            return calls.send(Repetition.WHEN_PASSING, () -> HttpRequest.get(address, null));
        } catch (TransportFailure failure) {
            throw new UnreadableKeysException(shown(address) + ": " + failure.description());
        }
    }

    /** Returns whether the address is the configured {@code jwks-uri}, or on the origin of the configured issuer. */
    private boolean isConfigured(URI address) {
        String issuer = settings.identity().issuer();
        return address.equals(settings.identity().jwksUri())
                || issuer != null && Origin.same(address, URI.create(issuer));
    }

    private static JsonObject json(HttpAnswer answer) {
        try {
            return JsonDocument.read(answer.body());
        } catch (UnreadableJsonException unreadable) {
            throw new UnreadableKeysException(
                    shown(answer.from()) + " is not a usable JSON object: " + unreadable.what());
        }
    }

    private static URI address(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException notAnAddress) {
            throw new UnreadableKeysException(Printable.of(text) + " is not a URL");
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? string.getString() : "";
    }

    private static String shown(URI address) {
        return HttpTransport.withoutQuery(address);
    }
}
