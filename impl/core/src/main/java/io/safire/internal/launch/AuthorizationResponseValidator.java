package io.safire.internal.launch;

import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.AuthorizationException;
import io.safire.error.ValidationException;
import io.safire.internal.config.AdditionalParameters;
import io.safire.internal.config.ProfileRules;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.VendorCode;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.OpaqueStrings;
import io.safire.internal.token.Redaction;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.token.TokenFlow;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Validator for authorization responses, which the client validates before it sends anything to the server. */
public final class AuthorizationResponseValidator {

    /** Additional parameters whose values are words, which messages about errors need. */
    private static final Set<String> NOT_PERSONAL = Set.of("acr_values", "display", "max_age", "prompt", "ui_locales");

    private static final String INVALID_SCOPE = "invalid_scope";
    /**
     * The error codes that do not indicate a fault of the authorization request: the user or the server denied access,
     * or the server failed.
     */
    private static final Set<String> NOT_OF_REQUEST =
            Set.of("access_denied", "server_error", "temporarily_unavailable");

    private static final Pattern AUDIENCE = Pattern.compile("(?i)\\baud\\b|audience");
    private static final Pattern LAUNCH = Pattern.compile("(?i)\\blaunch\\b");

    private final ServerSettings settings;
    private final String server;
    private final ResponseIssuerValidator issuerValidator;

    public AuthorizationResponseValidator(ServerSettings settings, MixUpDefense mixUpDefense) {
        this.settings = settings;
        this.server = settings.name();
        this.issuerValidator = new ResponseIssuerValidator(settings, mixUpDefense);
    }

    /**
     * A valid authorization response.
     *
     * @param code the authorization code
     * @param findings violations and risks that do not stop the launch
     */
    public record ValidatedResponse(String code, List<Finding> findings) {}

    /**
     * @throws ValidationException if the request belongs to another server, or {@code state} is missing or different
     */
    public void requireMatchingRequest(AuthorizationRequest request, AuthorizationResponse response) {
        if (!request.server().equals(server)) {
            throw invalid("server", "the request was made for another server", Message.OTHER_SERVER, request.server());
        }
        checkState(request, response);
    }

    /**
     * @param metadata the metadata of the server, if it was discovered
     * @throws ValidationException if {@code iss} is missing or wrong, or if the code is missing or malformed (RFC 6749)
     * @throws AuthorizationException if the response is an error response
     */
    public ValidatedResponse validate(
            AuthorizationRequest request, AuthorizationResponse response, Optional<SmartMetadata> metadata) {
        List<Finding> findings = issuerValidator.validate(response, metadata);
        if (response.error().isPresent()) {
            throw errorResponse(request, response, metadata);
        }
        String code = response.code()
                .orElseThrow(() -> invalid("code", "the response has neither code nor error", Message.NO_CODE));
        AuthorizationCodeValidator.requireCharacters(server, code);
        return new ValidatedResponse(code, findings);
    }

    private void checkState(AuthorizationRequest request, AuthorizationResponse response) {
        if (response.state().isEmpty()) {
            throw invalid("state", "the response has no state", Message.INVALID_STATE, "the response has no state");
        }
        if (!OpaqueStrings.equalsInConstantTime(
                request.state(), response.state().get())) {
            String reason = "it differs from the state that was sent";
            throw invalid("state", reason, Message.INVALID_STATE, reason);
        }
    }

    private AuthorizationException errorResponse(
            AuthorizationRequest request, AuthorizationResponse response, Optional<SmartMetadata> metadata) {
        JsonObjectBuilder members = JsonValues.object();
        response.parameters().forEach((name, value) -> {
            if (!name.equals("state") && !name.equals("code")) {
                members.add(name, value);
            }
        });
        String description = Stream.of("error", "error_description", "error_uri")
                .flatMap(name -> Stream.ofNullable(response.parameters().get(name)))
                .map(redaction(request)::redact)
                .map(LogSanitizer::sanitize)
                .collect(Collectors.joining(" — "));
        List<Finding> causes = new ArrayList<>();
        VendorCode.cause(settings, description, Step.AUTHORIZATION).ifPresent(causes::add);
        String error = response.error().orElse("");
        causes.addAll(profileCauses(error, request));
        if (error.equals(INVALID_SCOPE)) {
            causes.addAll(ScopeCauses.of(settings, request.scopes(), TokenFlow.AUTHORIZATION_CODE, metadata));
        }
        named(request, description).ifPresent(causes::add);
        causes.add(cause(error, request));
        causes.replaceAll(cause -> withRequest(cause, request));
        return new AuthorizationException(
                Message.AUTHORIZATION_REFUSED.formatWithCauses(server, causes, description), members.build());
    }

    /** Redacts additional parameters, such as {@code login_hint}, because some servers repeat them in the response. */
    private static Redaction redaction(AuthorizationRequest request) {
        return new Redaction(request.parameters().entrySet().stream()
                .filter(parameter -> !AdditionalParameters.isControlled(parameter.getKey())
                        && !NOT_PERSONAL.contains(parameter.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** Returns findings about settings that violate the EHR profile. Such a setting may have caused the error. */
    private List<Finding> profileCauses(String error, AuthorizationRequest request) {
        if (NOT_OF_REQUEST.contains(error)) {
            return List.of();
        }
        Setting relevant = error.equals(INVALID_SCOPE) ? Setting.SCOPES : Setting.AUTHORIZE_METHOD;
        return new ProfileRules(settings, request.scopes(), Optional.empty())
                .findings(relevant::equals).stream()
                        .map(finding -> finding.withSeverity(Severity.BROKEN).withConfidence(Confidence.LIKELY))
                        .toList();
    }

    private static Finding withRequest(Finding cause, AuthorizationRequest request) {
        Map<String, String> parameters = request.parameters();
        return AdministratorDetails.add(
                cause,
                AdministratorDetails.client(parameters.get("client_id")),
                "redirect_uri " + request.redirectUri(),
                "aud " + parameters.getOrDefault("aud", ""),
                "authorization endpoint " + HttpTransport.withoutQuery(request.endpoint()));
    }

    private Optional<Finding> named(AuthorizationRequest request, String error) {
        if (AUDIENCE.matcher(error).find()) {
            return Optional.of(Message.AUTHORIZATION_AUDIENCE.finding(
                    request.parameters().getOrDefault("aud", ""),
                    settings.key(Setting.AUTHORIZATION_AUDIENCE),
                    settings.key(Setting.BASE_URL)));
        }
        return request.parameters().containsKey("launch")
                        && LAUNCH.matcher(error).find()
                ? Optional.of(Message.AUTHORIZATION_LAUNCH.finding())
                : Optional.empty();
    }

    private static Finding cause(String error, AuthorizationRequest request) {
        return switch (error) {
            case "access_denied" -> Message.ACCESS_DENIED.finding();
            case INVALID_SCOPE -> Message.AUTHORIZATION_SCOPE.finding(request.scopes());
            case "unauthorized_client" -> Message.AUTHORIZATION_GRANT.finding();
            case "server_error", "temporarily_unavailable" -> Message.TRY_LATER.finding();
            default -> Message.COMPARE_REGISTRATION.finding();
        };
    }

    private ValidationException invalid(String attribute, String reason, Message message, Object... arguments) {
        return new ValidationException(message.format(server, arguments), attribute, reason);
    }
}
