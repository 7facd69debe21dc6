package io.safire.internal.diagnosis;

import io.safire.authentication.Credential;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.authentication.BasicCredentials;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.BasicEncoding;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.ServerClock;
import io.safire.internal.http.StatusCauses;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
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

    private static final Set<String> CLIENT_ERRORS =
            Set.of("", "invalid_client", "unauthorized_client", "invalid_request");

    private final ServerSettings settings;
    private final ClientIdentity identity;

    public TokenErrorDiagnosis(ServerSettings settings, ClientIdentity identity) {
        this.settings = settings;
        this.identity = identity;
    }

    /** Returns the complete message of the error. */
    public Failure message(RejectedRequest request) {
        return Message.TOKEN_REFUSED.formatWithCauses(
                settings.name(), causes(request, Setting.TOKEN_ENDPOINT), summary(request));
    }

    static String summary(RejectedRequest request) {
        String description = Stream.of("error", "error_description", "error_uri")
                .flatMap(member -> request.text(member).stream())
                .map(LogSanitizer::sanitize)
                .collect(Collectors.joining(" — "));
        return "HTTP " + request.status() + (description.isEmpty() ? " — no error in the body" : " — " + description)
                + " (" + HttpTransport.withoutQuery(request.endpoint()) + ")";
    }

    /**
     * Returns the causes of an error response.
     *
     * @param endpoint the setting that overrides the endpoint
     */
    List<Finding> causes(RejectedRequest request, Setting endpoint) {
        List<Finding> causes = new ArrayList<>();
        Optional<Finding> statusCause =
                StatusCauses.ofEndpoint(request.status(), request.error(), key(endpoint), Step.TOKEN);
        if (statusCause.isPresent()) {
            causes.add(statusCause.get());
        } else if (request.status() == 401 || CLIENT_ERRORS.contains(request.error())) {
            switch (request.authentication().method()) {
                case NONE ->
                    causes.add(
                            Message.CAUSE_PUBLIC.finding(key(Setting.CLIENT_TYPE), key(Setting.CLIENT_ID), clientId()));
                case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST -> addSecretCauses(request, causes);
                case PRIVATE_KEY_JWT -> addAssertionCauses(request, causes);
            }
        }
        grantCause(request).ifPresent(causes::add);
        return causes;
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
        unsupportedMethodCause(request).ifPresent(causes::add);
        if (request.authentication().method() == ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                && dependsOnEncoding(request.authentication().override())) {
            String other = settings.client().secretEncoding() == BasicEncoding.RAW ? "rfc6749" : "raw";
            causes.add(Message.CAUSE_ENCODING.finding(key(Setting.CLIENT_SECRET_ENCODING), other));
        }
        String key = key(Setting.CLIENT_SECRET);
        String secret = request.authentication().override().isPresent() ? "the client secret" + insteadOf(key) : key;
        causes.add(Message.CAUSE_SECRET.finding(key(Setting.CLIENT_ID), clientId(), secret));
        request.hint().ifPresent(causes::add);
    }

    private boolean dependsOnEncoding(Optional<Credential> override) {
        ClientIdentity.ClientIdentitySnapshot current = identity.current();
        Stream<String> secrets = override.isPresent()
                ? override.stream()
                        .filter(Credential.Secret.class::isInstance)
                        .map(secret -> ((Credential.Secret) secret).value())
                : Stream.of(current.clientSecret(), current.previousSecret()).flatMap(Optional::stream);
        return Stream.concat(Stream.of(clientId()), secrets).anyMatch(BasicCredentials::dependsOnEncoding);
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
        String override = settings.assertion().audience();
        Optional<Credential> passed = request.authentication().override();
        boolean passedKey = passed.filter(credential -> !(credential instanceof Credential.Kid))
                .isPresent();
        boolean passedKid = passed.filter(
                        credential -> !(credential instanceof Credential.EncodedKey key) || key.kid() != null)
                .isPresent();
        String key = key(Setting.PRIVATE_KEY);
        causes.add(Message.CAUSE_ASSERTION.finding(
                clientId(),
                override == null ? request.audience() : override,
                key(Setting.ASSERTION_AUDIENCE),
                request.authentication().kid(),
                passedKid ? insteadOf(key(Setting.KID)).strip() : key(Setting.KID),
                passedKey ? "the private key" + insteadOf(key) : key));
    }

    private static String insteadOf(String key) {
        return " passed to this call instead of " + key;
    }

    /** Describes a clock difference that is too large to compensate for. */
    public static Finding ignoredClock(Duration difference) {
        return Message.CLOCK_DIFFERENCE_IGNORED.finding(
                difference.toSeconds(), ServerClock.MAX_FOLLOWED_DIFFERENCE.toMinutes());
    }

    private Optional<Finding> unsupportedMethodCause(RejectedRequest request) {
        ClientAuthenticationMethod method = request.authentication().method();
        List<String> advertised = request.metadata()
                .map(SmartMetadata::tokenEndpointAuthMethodsSupported)
                .orElse(List.of());
        if (advertised.isEmpty() || advertised.contains(method.value())) {
            return Optional.empty();
        }
        boolean otherMethodOfType = advertised.stream()
                .flatMap(name -> ClientAuthenticationMethod.of(name).stream())
                .anyMatch(other -> other.clientType() == method.clientType());
        Setting setting = otherMethodOfType ? Setting.CLIENT_AUTHENTICATION_METHOD : Setting.CLIENT_TYPE;
        String list = LogSanitizer.sanitize(String.join(", ", advertised));
        return Optional.of(Message.CAUSE_METHOD.finding(method.value(), list, key(setting)));
    }

    private String clientId() {
        return String.valueOf(identity.clientId());
    }

    private String key(Setting setting) {
        return settings.key(setting);
    }
}
