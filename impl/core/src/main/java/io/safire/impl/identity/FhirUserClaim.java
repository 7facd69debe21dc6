package io.safire.impl.identity;

import io.safire.Finding;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.config.UrlRule;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Printable;
import io.safire.launch.FhirUser;
import io.safire.token.IdToken;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the FHIR resource of the user. A token may be sent to its address, so that the address has to be on the host of the
 * FHIR base or on a configured one.
 */
final class FhirUserClaim {

    private static final Set<String> USERS =
            Set.of("Patient", "Practitioner", "PractitionerRole", "RelatedPerson", "Person");

    private final ServerSettings settings;

    FhirUserClaim(ServerSettings settings) {
        this.settings = settings;
    }

    /** An identity, and what is wrong with its user if there is something. */
    record Resolved(IdToken identity, List<Finding> findings) {}

    Resolved of(JsonObject claims) {
        String name = claims.getOrDefault("fhirUser", JsonValue.NULL) == JsonValue.NULL ? "profile" : "fhirUser";
        Optional<String> text =
                claims.get(name) instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
        URI baseUrl = settings.addresses().baseUrl();
        Optional<FhirUser> user = text.flatMap(reference -> FhirUser.of(reference, baseUrl));
        if (name.equals("profile")) {
            // older servers have the user there, all others the address of a page
            user = user.filter(candidate -> USERS.contains(candidate.type()));
        } else if (user.isEmpty()) {
            return unknown(claims, "fhirUser", Message.FHIR_USER_FORM.of(settings.name(), name));
        }
        if (user.isPresent() && !isTrusted(user.get().url())) {
            return unknown(
                    claims,
                    name,
                    Message.FHIR_USER_HOST.of(
                            settings.name(),
                            Printable.of(user.get().url().getRawAuthority()),
                            settings.key(Setting.BASE_URL),
                            settings.key(Setting.FHIR_USER_HOSTS)));
        }
        return new Resolved(new IdToken(claims, user.orElse(null)), List.of());
    }

    private static Resolved unknown(JsonObject claims, String member, String message) {
        return new Resolved(new IdToken(claims, null), List.of(new Finding(member, message)));
    }

    private boolean isTrusted(URI url) {
        URI base = settings.addresses().baseUrl();
        boolean same = scheme(url).equals(scheme(base)) && host(url).equals(host(base));
        return UrlRule.absolute(url)
                && settings.addresses().rule().allows(url)
                && (same || settings.identity().fhirUserHosts().contains(host(url)));
    }

    private static String scheme(URI url) {
        return url.getScheme().toLowerCase(Locale.ROOT);
    }

    /** The host as it is configured: with a port where it is not that of the scheme. */
    private static String host(URI url) {
        int usual = scheme(url).equals("https") ? 443 : 80;
        String port = url.getPort() < 0 || url.getPort() == usual ? "" : ":" + url.getPort();
        return url.getHost().toLowerCase(Locale.ROOT) + port;
    }
}
