package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.message.Message;
import io.safire.token.TokenFlow;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks of the configuration, which send no request. */
final class ConfigurationChecks {

    /** The last segment of a URL that is below a FHIR base URL: a resource type, an operation or a document. */
    private static final Pattern BELOW_BASE_URL = Pattern.compile(
            "/(Patient|Observation|Encounter|Practitioner|Organization|Condition|Bundle|Appointment|MedicationRequest"
                    + "|DocumentReference|DiagnosticReport|Immunization|Procedure|AllergyIntolerance|CarePlan|Group"
                    + "|metadata|\\.well-known(?:/.*)?|\\$[^/]*)/*$");

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i)<.*>|\\$\\{.*|change[-_ ]?(me|it)|todo|x{3,}|(my|your)[-_ ]?(client[-_ ]?(id|secret)?|secret)");
    private static final Pattern QUOTED = Pattern.compile("(?s)\".*\"|'.*'");

    private ConfigurationChecks() {}

    static List<Check> all() {
        return List.of(
                Check.ofConfiguration(
                        "SD-C03",
                        Step.CONFIGURATION,
                        "Is the base URL the URL of a FHIR server, and not of a resource?",
                        ConfigurationChecks::baseUrl),
                Check.ofConfiguration(
                        "SD-C05",
                        Step.CONFIGURATION,
                        "Is the client_id free of quotes, white space and placeholders?",
                        ConfigurationChecks::clientId),
                Check.ofConfiguration(
                        "SD-C06",
                        Step.KEYS,
                        "Is the client secret free of quotes, white space and placeholders?",
                        ConfigurationChecks::clientSecret),
                Check.ofConfiguration(
                        "SD-C07",
                        Step.CONFIGURATION,
                        "Can the browser of a user reach the redirect URI?",
                        ConfigurationChecks::redirectUri),
                Check.ofConfiguration(
                        "SD-C08",
                        Step.CONFIGURATION,
                        "Are the scopes valid and free of typos?",
                        ConfigurationChecks::scopes),
                Check.ofConfiguration(
                        "SD-C09",
                        Step.CONFIGURATION,
                        "Does the configuration contain all settings that the client type requires?",
                        ConfigurationChecks::required));
    }

    private static List<Finding> baseUrl(Evidence evidence) {
        return baseUrlFinding(evidence.settings()).stream().toList();
    }

    /** Returns the finding for a base URL that ends in a path of a FHIR resource, operation or document. */
    static Optional<Finding> baseUrlFinding(ServerSettings settings) {
        URI baseUrl = settings.endpoints().baseUrl();
        Matcher below = BELOW_BASE_URL.matcher(String.valueOf(baseUrl.getPath()));
        return below.find()
                ? Optional.of(Message.BASE_URL_BELOW.finding(below.group(), settings.key(Setting.BASE_URL)))
                : Optional.empty();
    }

    private static List<Finding> clientId(Evidence evidence) {
        String clientId = evidence.identity().clientId();
        return clientId == null ? List.of() : oddText(evidence, Setting.CLIENT_ID, clientId);
    }

    private static List<Finding> clientSecret(Evidence evidence) {
        if (evidence.settings().client().type() != ClientType.CONFIDENTIAL_SYMMETRIC) {
            return List.of();
        }
        return evidence.identity()
                .clientSecret()
                .map(secret -> oddText(evidence, Setting.CLIENT_SECRET, secret))
                .orElse(List.of());
    }

    /** Returns the finding for a text that was probably not copied correctly. The finding never contains the text. */
    private static List<Finding> oddText(Evidence evidence, Setting setting, String text) {
        String key = evidence.settings().key(setting);
        if (PLACEHOLDER.matcher(text.strip()).matches()) {
            return List.of(Message.SETTING_PLACEHOLDER.finding(key, key));
        }
        if (QUOTED.matcher(text.strip()).matches()) {
            return List.of(Message.SETTING_QUOTED.finding(key, key));
        }
        return text.chars().anyMatch(Character::isWhitespace)
                ? List.of(Message.SETTING_WHITE_SPACE.finding(key, text.length(), key))
                : List.of();
    }

    private static List<Finding> redirectUri(Evidence evidence) {
        ServerSettings settings = evidence.settings();
        if (UrlPolicy.isLoopback(settings.endpoints().baseUrl().getHost())) {
            return List.of();
        }
        return Optional.ofNullable(settings.client().redirectUri())
                .filter(redirectUri ->
                        UrlPolicy.isLoopback(URI.create(redirectUri).getHost()))
                .map(redirectUri ->
                        Message.REDIRECT_URI_LOOPBACK.finding(redirectUri, settings.key(Setting.REDIRECT_URI)))
                .stream()
                .toList();
    }

    private static List<Finding> scopes(Evidence evidence) {
        return evidence.settings().client().scopes().findings(flow(evidence.settings()));
    }

    static TokenFlow flow(ServerSettings settings) {
        return settings.client().redirectUri() == null ? TokenFlow.CLIENT_CREDENTIALS : TokenFlow.AUTHORIZATION_CODE;
    }

    private static List<Finding> required(Evidence evidence) {
        ServerSettings settings = evidence.settings();
        List<Finding> findings = new ArrayList<>();
        if (evidence.identity().clientId() == null) {
            findings.addAll(missing(settings, Message.MISSING, Setting.CLIENT_ID));
        }
        boolean needsSecret = settings.client().type() == ClientType.CONFIDENTIAL_SYMMETRIC;
        if (needsSecret
                && !evidence.hasCredentialSource()
                && evidence.identity().clientSecret().isEmpty()) {
            findings.addAll(missing(settings, Message.MISSING_CREDENTIAL, Setting.CLIENT_SECRET));
        }
        if (settings.client().scopes().isEmpty()) {
            findings.add(Message.NO_SCOPES_CONFIGURED.finding(settings.key(Setting.SCOPES)));
        }
        return findings;
    }

    private static List<Finding> missing(ServerSettings settings, Message message, Setting setting) {
        return ConfigurationErrors.of(settings)
                .missingFailure(message, List.of(setting))
                .findings();
    }
}
