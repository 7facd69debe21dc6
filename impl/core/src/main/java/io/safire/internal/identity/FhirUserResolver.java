package io.safire.internal.identity;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.Urls;
import io.safire.token.FhirUser;
import io.safire.token.IdToken;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resolver of the FHIR resource of the user. The host of the resource must be the host of the FHIR base URL or a
 * configured host, because the application may read the resource with the access token.
 */
record FhirUserResolver(ServerSettings settings) {

    private static final Set<String> USER_TYPES =
            Set.of("Patient", "Practitioner", "PractitionerRole", "RelatedPerson", "Person");

    record ResolvedIdentity(IdToken identity, List<Finding> findings) {}

    ResolvedIdentity resolve(JsonObject claims) {
        String name = claims.getOrDefault("fhirUser", JsonValue.NULL) == JsonValue.NULL ? "profile" : "fhirUser";
        URI baseUrl = settings.endpoints().baseUrl();
        Optional<FhirUser> user = JsonValues.text(claims, name).flatMap(reference -> FhirUser.of(reference, baseUrl));
        if (name.equals("profile")) {
            // in the profile claim, older servers refer to the user's resource, but other servers refer to a web page
            user = user.filter(candidate -> USER_TYPES.contains(candidate.type()));
        }
        Optional<String> defect = user.isPresent()
                ? settings.endpoints().urlPolicy().violation(user.get().url()).map(UrlViolation::description)
                : Optional.of(defect(claims.getOrDefault(name, JsonValue.NULL))).filter(any -> name.equals("fhirUser"));
        if (defect.isPresent()) {
            Failure failure = Message.FHIR_USER_FORM.format(settings.name(), name, defect.get());
            return withoutUser(claims, name, AdministratorDetails.ofClient(settings, failure));
        }
        if (user.isPresent() && !isTrusted(user.get().url())) {
            return withoutUser(
                    claims,
                    name,
                    Message.FHIR_USER_HOST.format(
                            settings.name(),
                            LogSanitizer.sanitize(user.get().url().getRawAuthority()),
                            settings.key(Setting.BASE_URL),
                            settings.key(Setting.FHIR_USER_HOSTS)));
        }
        return new ResolvedIdentity(IdToken.of(claims, user.orElse(null)), List.of());
    }

    /** Returns the defect of the claim, but not the value of the claim, which identifies the user. */
    private static String defect(JsonValue claim) {
        if (!(claim instanceof JsonString text)) {
            return "is not a string";
        }
        Optional<URI> url = Urls.parse(text.getString());
        Optional<UrlViolation> violation = url.isPresent()
                ? UrlPolicy.violationOfForm(url.get()).filter(found -> found != UrlViolation.NOT_ABSOLUTE)
                : Optional.of(UrlViolation.MALFORMED);
        return violation.map(UrlViolation::description).orElse("is not a reference to a FHIR resource");
    }

    private static ResolvedIdentity withoutUser(JsonObject claims, String member, Failure failure) {
        return new ResolvedIdentity(
                IdToken.of(claims, null), List.of(failure.findings().get(0).withMember(member)));
    }

    private boolean isTrusted(URI url) {
        Optional<Origin> origin = Origin.of(url);
        return origin.isPresent()
                && (Origin.isSame(url, settings.endpoints().baseUrl())
                        || settings.identity()
                                .fhirUserHosts()
                                .contains(origin.get().authority()));
    }
}
