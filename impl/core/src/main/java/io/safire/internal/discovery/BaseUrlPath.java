package io.safire.internal.discovery;

import io.safire.diagnosis.Finding;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check of the path in {@code base-url}. The path must not end at a resource, an operation or an endpoint below the
 * FHIR base URL.
 */
public final class BaseUrlPath {

    /** A resource type, an operation or a document. */
    private static final Pattern BELOW_BASE_URL = Pattern.compile(
            "/(Patient|Observation|Encounter|Practitioner|PractitionerRole|Organization|Condition|Bundle|Appointment"
                    + "|MedicationRequest|DocumentReference|DiagnosticReport|Immunization|Procedure|AllergyIntolerance"
                    + "|CarePlan|CareTeam|Coverage|Goal|Device|Location|Medication|ServiceRequest|Group"
                    + "|metadata|\\.well-known(?:/.*)?|\\$[^/]*)(?:/[^/]*)?/*$");

    private static final Pattern OF_ENDPOINT = Pattern.compile(
            "(?i)/(token|authorize|authorization|oauth2?|login|signin|introspect|revoke|register|userinfo)/*$");

    private BaseUrlPath() {}

    public static Optional<Finding> finding(ServerSettings settings) {
        String path = String.valueOf(settings.endpoints().baseUrl().getPath());
        String key = settings.key(Setting.BASE_URL);
        Matcher below = BELOW_BASE_URL.matcher(path);
        if (below.find()) {
            return Optional.of(Message.BASE_URL_BELOW.finding(below.group(), key));
        }
        return OF_ENDPOINT.matcher(path).find()
                ? Optional.of(Message.BASE_URL_OF_ENDPOINT.finding(path, key))
                : Optional.empty();
    }
}
