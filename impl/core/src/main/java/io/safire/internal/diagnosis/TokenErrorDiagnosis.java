package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.authentication.SentCredential;
import io.safire.internal.config.BasicEncoding;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.ProfileRules;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.ServerClock;
import io.safire.internal.http.StatusCauses;
import io.safire.internal.http.VendorCode;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Diagnosis of token errors, which derives the likely causes from the metadata, the clock and the credential. The error
 * code alone is not sufficient, because servers respond to an invalid credential with 400 or 401 and with different
 * codes.
 */
public final class TokenErrorDiagnosis {

    private static final int FORBIDDEN = 403;
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final Set<String> CLIENT_ERRORS = Set.of("invalid_client", "unauthorized_client", "invalid_request");
    /** Servers reject a client with these statuses even without an error code. */
    private static final Set<Integer> CLIENT_REJECTED = Set.of(400, 401, FORBIDDEN);

    private static final Set<Setting> AUTHENTICATION =
            EnumSet.of(Setting.PRIVATE_KEY, Setting.JWKS_URL, Setting.CLIENT_AUTHENTICATION_METHOD);

    private final ServerSettings settings;

    public TokenErrorDiagnosis(ServerSettings settings) {
        this.settings = settings;
    }

    public Failure message(RejectedRequest request) {
        return Message.TOKEN_REFUSED.formatWithCauses(
                settings.name(), request.describe(causes(request)), summary(request));
    }

    static String summary(RejectedRequest request) {
        String description = request.response().errorText();
        return "HTTP " + request.status() + (description.isEmpty() ? " — no error in the body" : " — " + description)
                + " (" + HttpTransport.withoutQuery(request.endpoint()) + ")";
    }

    List<Finding> causes(RejectedRequest request) {
        List<Finding> causes = new ArrayList<>();
        VendorCode.cause(settings, request.response().errorText(), Step.TOKEN).ifPresent(causes::add);
        causes.addAll(profileCauses(request));
        Optional<Finding> responseCause = responseCause(request);
        responseCause.ifPresent(causes::add);
        if (ErrorTopic.REGISTRATION.isNamedIn(request.response().errorText())) {
            causes.add(registrationCause(request.sent()));
        }
        if (responseCause.isEmpty() && mayRejectClient(request)) {
            if (request.status() == FORBIDDEN && request.error().isEmpty()) {
                causes.add(StatusCauses.ofForbidden(settings, Step.TOKEN));
            }
            causes.addAll(CopiedText.findings(settings, request.sent()));
            GrantCauses.notListed(request).ifPresent(causes::add);
            switch (request.sent().method()) {
                case NONE -> causes.add(publicClientCause(request.sent()));
                case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST -> addSecretCauses(request, causes);
                case PRIVATE_KEY_JWT -> {
                    unsupportedMethodCause(request).ifPresent(causes::add);
                    causes.addAll(new AssertionCauses(settings).of(request));
                }
            }
        }
        causes.addAll(new GrantCauses(settings).of(request));
        return causes;
    }

    /** Returns findings about settings that violate the EHR profile. Such a setting may have caused the error. */
    private List<Finding> profileCauses(RejectedRequest request) {
        boolean isClient = mayRejectClient(request);
        boolean isScope = request.error().equals("invalid_scope");
        Optional<String> algorithm = Optional.of(request.sent().algorithm()).filter(name -> !name.isEmpty());
        return new ProfileRules(settings, settings.client().scopes(), algorithm)
                        .findings(setting ->
                                isScope && setting == Setting.SCOPES || isClient && AUTHENTICATION.contains(setting))
                        .stream()
                        .map(finding -> finding.withSeverity(Severity.BROKEN).withConfidence(Confidence.LIKELY))
                        .toList();
    }

    /** Returns the cause that the status or the error code alone determines, such as a wrong endpoint. */
    Optional<Finding> responseCause(RejectedRequest request) {
        String endpoint = key(request.endpointSetting());
        boolean isSuccess = request.status() >= 200 && request.status() < 300;
        return isSuccess && request.error().isEmpty()
                ? Optional.of(Message.CAUSE_NO_ERROR_CODE.finding(endpoint))
                : StatusCauses.ofEndpoint(request.status(), request.error(), endpoint, Step.TOKEN);
    }

    /**
     * A server that rejects a client assertion may respond to a client credentials request with {@code invalid_grant},
     * too.
     */
    private static boolean mayRejectClient(RejectedRequest request) {
        boolean isGrantOfClient = request.grantType().equals(CLIENT_CREDENTIALS)
                && request.error().equals("invalid_grant");
        return request.status() == 401
                || isGrantOfClient
                || (request.error().isEmpty()
                        ? CLIENT_REJECTED.contains(request.status())
                        : CLIENT_ERRORS.contains(request.error()));
    }

    private static Finding registrationCause(SentCredential sent) {
        return Message.CAUSE_REGISTRATION.finding(sent.shownClientId(), sent.clientIdSource());
    }

    private Finding publicClientCause(SentCredential sent) {
        return Message.CAUSE_PUBLIC.finding(key(Setting.CLIENT_TYPE), sent.shownClientId(), sent.clientIdSource());
    }

    private void addSecretCauses(RejectedRequest request, List<Finding> causes) {
        SentCredential sent = request.sent();
        unsupportedMethodCause(request).ifPresent(causes::add);
        if (ErrorTopic.CLIENT.isNamedIn(request.response().errorText())) {
            causes.add(AssertionCauses.unknownClient(sent));
        }
        if (sent.dependsOnEncoding() && request.response().authentication().usesCurrentCredential()) {
            String other = settings.client().secretEncoding() == BasicEncoding.RAW ? "rfc6749" : "raw";
            causes.add(Message.CAUSE_ENCODING.finding(key(Setting.CLIENT_SECRET_ENCODING), other));
        }
        causes.add(Message.CAUSE_SECRET.finding(
                sent.source(), sent.source(), sent.shownClientId(), sent.clientIdSource()));
        request.hint().ifPresent(causes::add);
    }

    public static Finding ignoredClock(Duration difference) {
        return Message.CLOCK_DIFFERENCE_IGNORED.finding(
                ServerClock.describe(difference), ServerClock.MAX_FOLLOWED_DIFFERENCE.toMinutes());
    }

    private Optional<Finding> unsupportedMethodCause(RejectedRequest request) {
        ClientAuthenticationMethod method = request.sent().method();
        List<String> advertised = request.metadata()
                .map(SmartMetadata::tokenEndpointAuthMethodsSupported)
                .orElse(List.of());
        if (advertised.isEmpty()) {
            return Optional.of(unknownMethodCause(method, request.metadata().isPresent()));
        }
        if (advertised.contains(method.value())) {
            return Optional.empty();
        }
        String list = LogSanitizer.sanitize(String.join(", ", advertised));
        if (request.grantType().equals(CLIENT_CREDENTIALS)) {
            SentCredential sent = request.sent();
            return Optional.of(
                    Message.CAUSE_ASSERTION_NOT_ADVERTISED.finding(list, sent.shownClientId(), sent.clientIdSource()));
        }
        boolean otherMethodOfType = advertised.stream()
                .flatMap(name -> ClientAuthenticationMethod.of(name).stream())
                .anyMatch(other -> other.clientType() == method.clientType());
        Setting setting = otherMethodOfType ? Setting.CLIENT_AUTHENTICATION_METHOD : Setting.CLIENT_TYPE;
        return Optional.of(Message.CAUSE_METHOD.finding(method.value(), list, key(setting)));
    }

    /** Safire does not know whether the server supports the method, so the finding tells the developer how to check it. */
    private static Finding unknownMethodCause(ClientAuthenticationMethod method, boolean discovered) {
        String reason = discovered
                ? "the SMART configuration has no token_endpoint_auth_methods_supported"
                : "Safire did not read the SMART configuration, because both endpoints are configured";
        String check = method.clientType() == ClientType.CONFIDENTIAL_SYMMETRIC
                ? "supportsSymmetricAuth()"
                : "supportsAsymmetricAuth()";
        return Message.CAUSE_METHOD_UNKNOWN.finding(method.value(), reason, check);
    }

    private String key(Setting setting) {
        return settings.key(setting);
    }
}
