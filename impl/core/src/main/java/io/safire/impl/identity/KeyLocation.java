package io.safire.impl.identity;

import io.safire.impl.config.ServerSettings;
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
 * Finds and reads the keys of an issuer: by the issuer's {@code /.well-known/openid-configuration}, as SMART asks. There are
 * servers without that document; then by the {@code jwks_uri} of the SMART configuration, which comes from the FHIR base.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#steps-for-using-an-id-token">SMART
 *     App Launch 2.2.0, steps for using an ID token</a>
 */
final class KeyLocation {

    private static final Duration USUAL = Duration.ofHours(1);

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Supplier<Optional<URI>> fallback;

    /**
     * Prepares reading.
     *
     * @param fallback gives the {@code jwks_uri} of the SMART configuration
     */
    KeyLocation(ServerSettings settings, HttpCalls calls, Supplier<Optional<URI>> fallback) {
        this.settings = settings;
        this.calls = calls;
        this.fallback = fallback;
    }

    /**
     * Reads the keys.
     *
     * @throws UnreadableKeysException if they are at neither place
     */
    KeySet read(String issuer) {
        UnreadableKeysException first;
        try {
            return keys(published(issuer));
        } catch (UnreadableKeysException failure) {
            first = failure;
        }
        URI other = fallback.get()
                .orElseThrow(() -> new UnreadableKeysException(first.what() + "; the SMART configuration names none"));
        try {
            return keys(other);
        } catch (UnreadableKeysException second) {
            throw new UnreadableKeysException(first.what() + "; " + second.what());
        }
    }

    private URI published(String issuer) {
        String document = issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration";
        URI address = address(document);
        JsonObject configuration = json(get(address));
        if (!issuer.equals(text(configuration, "issuer"))) {
            throw new UnreadableKeysException(shown(address) + " is of another issuer");
        }
        String jwksUri = text(configuration, "jwks_uri");
        if (jwksUri.isEmpty()) {
            throw new UnreadableKeysException(shown(address) + " names no jwks_uri");
        }
        return address(jwksUri);
    }

    private KeySet keys(URI address) {
        HttpAnswer answer = get(address);
        return KeySet.read(address, json(answer), CacheControl.lifetime(answer, USUAL));
    }

    private HttpAnswer get(URI address) {
        if (!settings.addresses().rule().allows(address)) {
            throw new UnreadableKeysException(shown(address) + " is not https");
        }
        HttpAnswer answer;
        try {
            answer = calls.send(Repetition.WHEN_PASSING, () -> HttpRequest.get(address, null));
        } catch (TransportFailure failure) {
            throw new UnreadableKeysException(shown(address) + ": " + failure.description());
        }
        if (!answer.isSuccess()) {
            throw new UnreadableKeysException(shown(address) + ": HTTP " + answer.status());
        }
        return answer;
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
