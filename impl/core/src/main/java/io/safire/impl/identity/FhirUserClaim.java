package io.safire.impl.identity;

import io.safire.Finding;
import io.safire.impl.config.Origin;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Printable;
import io.safire.launch.FhirUser;
import io.safire.token.IdToken;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resolver of the FHIR resource of the user. A token may be sent to its address, so the address must be on the host of the FHIR
 * base URL or on a configured host.
 */
final class FhirUserClaim {

    private static final Set<String> USERS =
            Set.of("Patient", "Practitioner", "PractitionerRole", "RelatedPerson", "Person");

    private final ServerSettings settings;

    FhirUserClaim(ServerSettings settings) {
        this.settings = settings;
    }

    /** An identity, with the findings about its user. */
    record Resolved(IdToken identity, List<Finding> findings) {}

    Resolved of(JsonObject claims) {
        String name = claims.getOrDefault("fhirUser", JsonValue.NULL) == JsonValue.NULL ? "profile" : "fhirUser";
        Optional<String> text =
                claims.get(name) instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
        URI baseUrl = settings.addresses().baseUrl();
        Optional<FhirUser> user = text.flatMap(reference -> FhirUser.of(reference, baseUrl));
        if (name.equals("profile")) {
            // older servers put the user in profile, while other servers put the address of a web page there
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
        Optional<Origin> origin = Origin.of(url);
        return origin.isPresent()
                && settings.addresses().rule().allows(url)
                && (Origin.same(url, settings.addresses().baseUrl())
                        || settings.identity()
                                .fhirUserHosts()
                                .contains(origin.get().authority()));
    }
}
