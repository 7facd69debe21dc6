package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import io.safire.error.TokenException;
import io.safire.internal.authentication.AuthenticationParameters;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpSender.RetryPolicy;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Client for the introspection and revocation endpoints. The client authenticates anew for each attempt. */
public final class TokenServiceClient {

    private static final Set<JsonValue> BOOLEANS = Set.of(JsonValue.TRUE, JsonValue.FALSE);
    private static final Set<String> BOOLEAN_STRINGS = Set.of("true", "false");

    private final ServerSettings settings;
    private final TokenService service;
    private final FormRequestSender formSender;

    public TokenServiceClient(ServerSettings settings, TokenService service, HttpSender calls) {
        this.settings = settings;
        this.service = service;
        this.formSender = new FormRequestSender(settings, calls, service.endpointSetting());
    }

    /**
     * Sends an introspection or revocation request. The request is idempotent, so it may be repeated.
     *
     * @throws TokenException if the response cannot be used
     */
    public TokenServiceOutcome request(
            URI endpoint, Map<String, String> form, Supplier<AuthenticationParameters> authentication) {
        FormResponse response = formSender.send(endpoint, form, RetryPolicy.ON_TRANSIENT_FAILURE, authentication);
        InboundResponse httpResponse = response.response();
        if (httpResponse.isRedirect()) {
            throw exception(
                    response,
                    Message.SERVICE_REDIRECTED.format(
                            settings.name(),
                            service.displayName(),
                            response.status(),
                            response.responseUrl(),
                            response.redirectTarget(),
                            settings.key(service.endpointSetting())));
        }
        if (!httpResponse.isSuccess()) {
            return new TokenServiceOutcome.ServiceError(httpResponse.status(), response.errorMembers());
        }
        return service == TokenService.INTROSPECTION ? readIntrospection(response) : readRevocation(response);
    }

    private TokenServiceOutcome readIntrospection(FormResponse response) {
        JsonObject members;
        try {
            members = StrictJsonReader.read(response.response().body());
        } catch (InvalidJsonException unreadable) {
            throw unusable(response, "response is not a JSON object: " + LogSanitizer.sanitize(unreadable.reason()));
        }
        JsonValue active = members.getOrDefault("active", JsonValue.NULL);
        if (active == JsonValue.NULL && members.containsKey("error")) {
            return new TokenServiceOutcome.ServiceError(
                    response.status(), response.redaction().redact(members));
        }
        boolean isBoolean = BOOLEANS.contains(active)
                || active instanceof JsonString text && BOOLEAN_STRINGS.contains(text.getString());
        if (!isBoolean) {
            throw unusable(response, "'active' is neither true nor false");
        }
        return new TokenServiceOutcome.ServiceSuccess(members, List.of());
    }

    /**
     * Reads the response to a revocation. The client ignores the body of a successful response (RFC 7009, section 2.2),
     * except in two cases. An error in the body counts as a failure despite the successful status, except
     * {@code invalid_token}, which means that there is no token left to revoke. An HTML page is rejected, because it
     * cannot come from the revocation endpoint.
     */
    private TokenServiceOutcome readRevocation(FormResponse response) {
        byte[] body = response.response().body();
        String text = new String(body, UTF_8).strip();
        if (text.startsWith("<") || body.length > HttpTransport.DEFAULT_MAX_BODY_BYTES) {
            throw unusable(response, "response is an HTML page or exceeds the size limit");
        }
        if (text.isEmpty()) {
            return success(List.of());
        }
        JsonObject members;
        try {
            members = StrictJsonReader.read(body);
        } catch (InvalidJsonException notAnObject) {
            return success(List.of(finding(Message.REVOCATION_BODY_NOT_JSON)));
        }
        if (!members.containsKey("error")) {
            return success(List.of());
        }
        return members.get("error") instanceof JsonString error
                        && error.getString().equals("invalid_token")
                ? success(List.of(finding(Message.TOKEN_ALREADY_INVALID)))
                : new TokenServiceOutcome.ServiceError(
                        response.status(), response.redaction().redact(members));
    }

    private static TokenServiceOutcome success(List<Finding> findings) {
        return new TokenServiceOutcome.ServiceSuccess(JsonValue.EMPTY_JSON_OBJECT, findings);
    }

    private static Finding finding(Message message) {
        return new Finding("revocation_endpoint", message.text());
    }

    private TokenException unusable(FormResponse response, String reason) {
        return exception(
                response,
                Message.UNUSABLE_SERVICE_RESPONSE.format(
                        settings.name(),
                        service.displayName(),
                        response.status(),
                        reason,
                        response.responseUrl(),
                        settings.key(service.endpointSetting())));
    }

    /** Creates an exception without the members of the response, because they may identify the user. */
    private TokenException exception(FormResponse response, String message) {
        return new TokenException(settings.name(), message, response.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
