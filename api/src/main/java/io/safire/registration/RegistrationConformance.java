package io.safire.registration;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that compare the granted metadata with the requested metadata, and both with the rules of RFC 7591. */
final class RegistrationConformance {

    /** Members whose values are too long for a message. */
    private static final Set<String> HIDDEN_MEMBERS = Set.of("jwks", "software_statement");

    private final ClientRegistration registration;
    private final RegistrationMembers response;
    private final List<Finding> findings = new ArrayList<>();

    private RegistrationConformance(ClientRegistration registration) {
        this.registration = registration;
        this.response = new RegistrationMembers(registration.members());
    }

    static List<Finding> of(ClientRegistration registration) {
        RegistrationConformance check = new RegistrationConformance(registration);
        check.findings.addAll(registration.requested().findings());
        check.addDifferences();
        check.checkSecret();
        check.checkManagement();
        return List.copyOf(check.findings);
    }

    private void addDifferences() {
        registration.requested().members().forEach((name, requested) -> {
            JsonValue granted = response.object().getOrDefault(name, JsonValue.NULL);
            if (granted == JsonValue.NULL) {
                add(name, ApiMessage.REGISTERED_MEMBER_MISSING, name);
            } else if (!isSame(name, requested, granted)) {
                add(name, ApiMessage.REGISTERED_MEMBER_DIFFERS, name, difference(name, requested, granted));
            }
        });
    }

    private static String difference(String name, JsonValue requested, JsonValue granted) {
        return HIDDEN_MEMBERS.contains(name)
                ? "differs from the request"
                : "is " + toSingleLine(granted) + ", but the request was " + toSingleLine(requested);
    }

    /** Compares scopes and arrays as sets, because their order has no meaning. */
    private static boolean isSame(String name, JsonValue requested, JsonValue granted) {
        if (name.equals("scope") && requested instanceof JsonString one && granted instanceof JsonString other) {
            return words(one).equals(words(other));
        }
        if (requested instanceof JsonArray one && granted instanceof JsonArray other) {
            return new HashSet<>(one).equals(new HashSet<>(other));
        }
        return requested.equals(granted);
    }

    private static Set<String> words(JsonString scope) {
        return new HashSet<>(List.of(scope.getString().strip().split("\\s+")));
    }

    private void checkSecret() {
        boolean wantsSecret = registration
                .granted()
                .tokenEndpointAuthMethod()
                .or(registration.requested()::tokenEndpointAuthMethod)
                .orElse("client_secret_basic")
                .startsWith("client_secret");
        if (wantsSecret && registration.clientSecret().isEmpty()) {
            add("client_secret", ApiMessage.REGISTERED_SECRET_MISSING);
        }
        if (response.has("client_secret")
                && !(response.object().get("client_secret_expires_at") instanceof JsonNumber)) {
            add("client_secret_expires_at", ApiMessage.REGISTERED_SECRET_EXPIRY);
        }
    }

    private void checkManagement() {
        boolean hasUri = registration.registrationClientUri().isPresent();
        boolean hasToken = registration.registrationAccessToken().isPresent();
        if (hasUri != hasToken) {
            String missing = hasUri ? "registration_access_token" : "registration_client_uri";
            add(missing, ApiMessage.REGISTRATION_NOT_MANAGEABLE, missing);
        }
        registration.registrationClientUri().ifPresent(this::checkClientUri);
    }

    private void checkClientUri(URI uri) {
        if (uri.getRawUserInfo() != null) {
            add("registration_client_uri", ApiMessage.REGISTRATION_USER_NAME);
            return;
        }
        boolean trusted = sameOrigin(uri, registration.endpoint())
                || registration
                        .trustedOrigin()
                        .filter(origin -> sameOrigin(uri, origin))
                        .isPresent();
        if (!trusted) {
            add("registration_client_uri", ApiMessage.REGISTRATION_ORIGIN);
        }
    }

    private static boolean sameOrigin(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI url) {
        int defaultPort = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return url.getPort() < 0 ? defaultPort : url.getPort();
    }

    private static String toSingleLine(JsonValue value) {
        String text = value.toString().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    private void add(String member, ApiMessage message, Object... arguments) {
        findings.add(message.finding(arguments).withMember(member));
    }
}
