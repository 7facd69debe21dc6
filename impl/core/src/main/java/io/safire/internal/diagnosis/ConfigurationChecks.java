package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.authentication.BasicCredentials;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.discovery.BaseUrlPath;
import io.safire.internal.message.Message;
import io.safire.token.TokenFlow;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks of the configuration, which send no request. */
final class ConfigurationChecks {

    private ConfigurationChecks() {}

    static List<Check> all() {
        return List.of(
                Check.ofConfiguration(
                        "SD-C03",
                        Step.CONFIGURATION,
                        "Is the base URL the URL of a FHIR server, and not of a resource?",
                        evidence -> BaseUrlPath.finding(evidence.settings()).stream()
                                .toList()),
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

    private static List<Finding> clientId(Evidence evidence) {
        String clientId = evidence.identity().clientId();
        return clientId == null
                ? List.of()
                : CopiedText.finding(evidence.settings(), Setting.CLIENT_ID, clientId).stream()
                        .toList();
    }

    private static List<Finding> clientSecret(Evidence evidence) {
        if (evidence.settings().client().type() != ClientType.CONFIDENTIAL_SYMMETRIC) {
            return List.of();
        }
        return evidence
                .identity()
                .clientSecret()
                .flatMap(secret -> CopiedText.finding(evidence.settings(), Setting.CLIENT_SECRET, secret)
                        .or(() -> encoding(evidence, secret)))
                .stream()
                .toList();
    }

    /** Form encoding changes some secrets, and some servers do not decode them. */
    private static Optional<Finding> encoding(Evidence evidence, String secret) {
        return ClientMethods.of(evidence).contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.value())
                        && BasicCredentials.dependsOnEncoding(secret)
                ? Optional.of(Message.SECRET_ENCODED.finding(
                        evidence.settings().client().secretEncoding(),
                        evidence.settings().key(Setting.CLIENT_SECRET_ENCODING)))
                : Optional.empty();
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
