package io.safire.internal.diagnosis;

import static java.util.Objects.requireNonNullElse;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.authentication.SentCredential;
import io.safire.internal.config.BasicEncoding;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.ServerClock;
import io.safire.internal.http.StatusCauses;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Diagnosis of token errors. The diagnosis derives the likely causes from the metadata, the clock and the credential.
 * The error code alone is not sufficient, because servers respond to an invalid credential with 400 or 401 and with
 * different codes.
 */
public final class TokenErrorDiagnosis {

    private static final int FORBIDDEN = 403;
    private static final Set<String> CLIENT_ERRORS = Set.of("invalid_client", "unauthorized_client", "invalid_request");
    /** The statuses with which servers reject a client without an error code. */
    private static final Set<Integer> CLIENT_REJECTED = Set.of(400, 401, FORBIDDEN);

    private final ServerSettings settings;

    public TokenErrorDiagnosis(ServerSettings settings) {
        this.settings = settings;
    }

    /** Returns the complete message of the error. */
    public Failure message(RejectedRequest request) {
        return Message.TOKEN_REFUSED.formatWithCauses(settings.name(), causes(request), summary(request));
    }

    static String summary(RejectedRequest request) {
        String description = Stream.of("error", "error_description", "error_uri")
                .flatMap(member -> request.text(member).stream())
                .map(LogSanitizer::sanitize)
                .collect(Collectors.joining(" — "));
        return "HTTP " + request.status() + (description.isEmpty() ? " — no error in the body" : " — " + description)
                + " (" + HttpTransport.withoutQuery(request.endpoint()) + ")";
    }

    List<Finding> causes(RejectedRequest request) {
        List<Finding> causes = new ArrayList<>();
        responseCause(request).ifPresent(causes::add);
        if (causes.isEmpty() && mayRejectClient(request)) {
            if (request.status() == FORBIDDEN && request.error().isEmpty()) {
                causes.add(StatusCauses.ofForbidden(settings, Step.TOKEN));
            }
            switch (request.sent().method()) {
                case NONE -> causes.add(publicClientCause(request.sent()));
                case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST -> addSecretCauses(request, causes);
                case PRIVATE_KEY_JWT -> addAssertionCauses(request, causes);
            }
        }
        grantCause(request).ifPresent(causes::add);
        return causes;
    }

    /** Returns the cause that concerns neither the client nor the grant, if there is one. */
    Optional<Finding> responseCause(RejectedRequest request) {
        String endpoint = key(request.endpointSetting());
        boolean isSuccess = request.status() >= 200 && request.status() < 300;
        return isSuccess && request.error().isEmpty()
                ? Optional.of(Message.CAUSE_NO_ERROR_CODE.finding(endpoint))
                : StatusCauses.ofEndpoint(request.status(), request.error(), endpoint, Step.TOKEN);
    }

    private static boolean mayRejectClient(RejectedRequest request) {
        return request.status() == 401
                || (request.error().isEmpty()
                        ? CLIENT_REJECTED.contains(request.status())
                        : CLIENT_ERRORS.contains(request.error()));
    }

    private Finding publicClientCause(SentCredential sent) {
        return Message.CAUSE_PUBLIC.finding(key(Setting.CLIENT_TYPE), sent.clientId(), sent.clientIdSource());
    }

    private Optional<Finding> grantCause(RejectedRequest request) {
        if (request.grantType().isEmpty()) {
            return Optional.empty();
        }
        return switch (request.error()) {
            case "invalid_grant" -> Optional.of(invalidGrantCause(request.grantType()));
            case "invalid_scope" -> Optional.of(Message.CAUSE_SCOPE.finding(request.scopes(), key(Setting.SCOPES)));
            case "unsupported_grant_type" -> Optional.of(Message.CAUSE_GRANT.finding(request.grantType()));
            default -> Optional.empty();
        };
    }

    private Finding invalidGrantCause(String grantType) {
        return switch (grantType) {
            case "authorization_code" ->
                Message.CAUSE_CODE.finding(String.valueOf(settings.client().redirectUri()), key(Setting.REDIRECT_URI));
            case "refresh_token" -> Message.CAUSE_REFRESH_TOKEN.finding();
            default -> Message.CAUSE_GRANT.finding(grantType);
        };
    }

    private void addSecretCauses(RejectedRequest request, List<Finding> causes) {
        SentCredential sent = request.sent();
        unsupportedMethodCause(request).ifPresent(causes::add);
        if (sent.dependsOnEncoding()) {
            String other = settings.client().secretEncoding() == BasicEncoding.RAW ? "rfc6749" : "raw";
            causes.add(Message.CAUSE_ENCODING.finding(key(Setting.CLIENT_SECRET_ENCODING), other));
        }
        causes.add(Message.CAUSE_SECRET.finding(sent.source(), sent.clientId(), sent.clientIdSource()));
        request.hint().ifPresent(causes::add);
    }

    private void addAssertionCauses(RejectedRequest request, List<Finding> causes) {
        Duration difference = request.clockDifference();
        boolean follows = ServerClock.isFollowed(difference);
        if (!follows) {
            causes.add(ignoredClock(difference));
        }
        unsupportedMethodCause(request).ifPresent(causes::add);
        if (follows && !difference.isZero()) {
            causes.add(Message.CLOCK_DIFFERENCE.finding(difference.toSeconds()));
        }
        if (request.error().equals("invalid_request") && !settings.client().sendClientId()) {
            causes.add(Message.CAUSE_CLIENT_ID.finding(key(Setting.SEND_CLIENT_ID)));
        }
        causes.add(assertionCause(request.sent(), request.audience()));
    }

    private Finding assertionCause(SentCredential sent, URI audience) {
        return Message.CAUSE_ASSERTION.finding(
                sent.clientId(),
                sent.clientIdSource(),
                requireNonNullElse(settings.assertion().audience(), audience.toString()),
                key(Setting.ASSERTION_AUDIENCE),
                sent.kid(),
                sent.kidSource(),
                sent.thumbprint().map("the key with the thumbprint "::concat).orElse("a key of unknown thumbprint"),
                sent.source());
    }

    /** Describes a clock difference that is too large to compensate for. */
    public static Finding ignoredClock(Duration difference) {
        return Message.CLOCK_DIFFERENCE_IGNORED.finding(
                difference.toSeconds(), ServerClock.MAX_FOLLOWED_DIFFERENCE.toMinutes());
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
        boolean otherMethodOfType = advertised.stream()
                .flatMap(name -> ClientAuthenticationMethod.of(name).stream())
                .anyMatch(other -> other.clientType() == method.clientType());
        Setting setting = otherMethodOfType ? Setting.CLIENT_AUTHENTICATION_METHOD : Setting.CLIENT_TYPE;
        String list = LogSanitizer.sanitize(String.join(", ", advertised));
        return Optional.of(Message.CAUSE_METHOD.finding(method.value(), list, key(setting)));
    }

    /**
     * Describes a client authentication method that the server possibly does not support, with the check that the
     * application can make.
     */
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
