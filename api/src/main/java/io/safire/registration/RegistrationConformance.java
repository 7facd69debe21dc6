package io.safire.registration;

import io.safire.Finding;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The comparison of a registration with its request, and the checks of the response against the rules of RFC 7591. */
final class RegistrationConformance {

    private static final String PREFIX = "Client registration: ";

    /** Members whose values are too long for a message. */
    private static final Set<String> NOT_SHOWN = Set.of("jwks", "software_statement");

    private final ClientRegistration registration;
    private final Members answer;
    private final List<Finding> findings = new ArrayList<>();

    private RegistrationConformance(ClientRegistration registration) {
        this.registration = registration;
        this.answer = new Members(registration.members());
    }

    static List<Finding> of(ClientRegistration registration) {
        RegistrationConformance check = new RegistrationConformance(registration);
        check.differences();
        check.secret();
        check.management();
        return List.copyOf(check.findings);
    }

    private void differences() {
        registration.requested().members().forEach((name, asked) -> {
            JsonValue granted = answer.object().getOrDefault(name, JsonValue.NULL);
            if (granted == JsonValue.NULL) {
                add(name, "'" + name + "' was requested and is missing from the response");
            } else if (!same(name, asked, granted)) {
                add(name, difference(name, asked, granted));
            }
        });
    }

    private static String difference(String name, JsonValue asked, JsonValue granted) {
        return NOT_SHOWN.contains(name)
                ? "'" + name + "' differs from the request"
                : "'" + name + "' is " + line(granted) + ", but the request was " + line(asked);
    }

    /** Compares scopes and arrays as sets, because their order has no meaning. */
    private static boolean same(String name, JsonValue asked, JsonValue granted) {
        if (name.equals("scope") && asked instanceof JsonString one && granted instanceof JsonString other) {
            return words(one).equals(words(other));
        }
        if (asked instanceof JsonArray one && granted instanceof JsonArray other) {
            return new HashSet<>(one).equals(new HashSet<>(other));
        }
        return asked.equals(granted);
    }

    private static Set<String> words(JsonString scope) {
        return new HashSet<>(List.of(scope.getString().strip().split("\\s+")));
    }

    private void secret() {
        boolean wantsSecret = registration
                .granted()
                .tokenEndpointAuthMethod()
                .or(registration.requested()::tokenEndpointAuthMethod)
                .orElse("client_secret_basic")
                .startsWith("client_secret");
        if (wantsSecret && registration.clientSecret().isEmpty()) {
            add("client_secret", "'client_secret' is missing, although the client authenticates with a secret");
        }
        if (answer.has("client_secret") && !(answer.object().get("client_secret_expires_at") instanceof JsonNumber)) {
            add("client_secret_expires_at", "'client_secret_expires_at' is missing or not a number");
        }
    }

    private void management() {
        boolean address = registration.registrationClientUri().isPresent();
        boolean token = registration.registrationAccessToken().isPresent();
        if (address != token) {
            String missing = address ? "registration_access_token" : "registration_client_uri";
            add(missing, "'" + missing + "' is missing, so the registration cannot be read or updated");
        }
        registration
                .registrationClientUri()
                .filter(uri ->
                        !sameOrigin(uri, registration.endpoint()) && !sameOrigin(uri, registration.trustedOrigin()))
                .ifPresent(uri -> add(
                        "registration_client_uri",
                        "'registration_client_uri' has neither the origin of the registration endpoint nor that of"
                                + " registration-client-origin"));
    }

    /**
     * Returns whether two URLs have the same origin. A URL with user information never matches, because it can disguise
     * the host.
     */
    private static boolean sameOrigin(URI one, @Nullable URI other) {
        return other != null
                && one.getRawUserInfo() == null
                && String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI url) {
        int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return url.getPort() < 0 ? usual : url.getPort();
    }

    private static String line(JsonValue value) {
        String text = value.toString().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    private void add(String member, String what) {
        findings.add(new Finding(member, PREFIX + what));
    }
}
