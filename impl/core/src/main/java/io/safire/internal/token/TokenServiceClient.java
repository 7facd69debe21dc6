package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.error.TokenException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.message.Message;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;

/** Client for the introspection and revocation endpoints. */
public final class TokenServiceClient {

    private static final Set<JsonValue> BOOLEANS = Set.of(JsonValue.TRUE, JsonValue.FALSE);
    private static final Set<String> BOOLEAN_STRINGS = Set.of("true", "false");

    private final ServerSettings settings;
    private final TokenService service;
    private final FormClient formClient;

    public TokenServiceClient(ServerSettings settings, TokenService service, HttpSender sender) {
        this.settings = settings;
        this.service = service;
        this.formClient = new FormClient(settings, sender, service.endpoint().setting());
    }

    /**
     * @throws TokenException if the response cannot be used
     */
    public FormResponse send(FormRequest request) {
        FormResponse response = formClient.send(request);
        if (response.response().isRedirect()) {
            throw redirected(response);
        }
        if (!response.response().isSuccess()) {
            return response.reject();
        }
        return service == TokenService.INTROSPECTION ? readIntrospection(response) : readRevocation(response);
    }

    private FormResponse readIntrospection(FormResponse response) {
        if (!response.defect().isEmpty()) {
            throw response.fromServer()
                    ? exception(response, unreadable(response))
                    : unusable(response, "response is not a JSON object: " + response.defect());
        }
        JsonValue active = response.members().getOrDefault("active", JsonValue.NULL);
        if (active == JsonValue.NULL && response.describesError()) {
            return response.reject();
        }
        boolean isBoolean = BOOLEANS.contains(active)
                || active instanceof JsonString text && BOOLEAN_STRINGS.contains(text.getString());
        if (!isBoolean) {
            throw unusable(response, "'active' is neither true nor false");
        }
        return response.succeed(response.members(), response.findings());
    }

    /**
     * Evaluates the body of a successful response, although a client should ignore this body (RFC 7009, section 2.2).
     * An empty body and a JSON object without an error confirm the revocation. A body that is not a JSON object causes
     * a finding. The error {@code invalid_token} also causes only a finding, because there is no token left to revoke.
     * Any other error is a failure despite the successful status. An HTML page and a body that exceeds the size limit
     * are rejected, because neither can come from the revocation endpoint.
     */
    private FormResponse readRevocation(FormResponse response) {
        byte[] body = response.response().body();
        String text = new String(body, UTF_8).strip();
        if (text.startsWith("<") || body.length > HttpTransport.DEFAULT_MAX_BODY_BYTES) {
            throw unusable(response, "response is an HTML page or exceeds the size limit");
        }
        if (text.isEmpty()) {
            return revoked(response, List.of());
        }
        if (!response.defect().isEmpty()) {
            return revoked(response, List.of(finding(Message.REVOCATION_BODY_NOT_JSON)));
        }
        if (!response.describesError()) {
            return revoked(response, List.of());
        }
        return response.error().equals("invalid_token")
                ? revoked(response, List.of(finding(Message.TOKEN_ALREADY_INVALID)))
                : response.reject();
    }

    private static FormResponse revoked(FormResponse response, List<Finding> findings) {
        return response.succeed(JsonValue.EMPTY_JSON_OBJECT, findings);
    }

    private static Finding finding(Message message) {
        return message.finding().withMember("revocation_endpoint");
    }

    private TokenException redirected(FormResponse response) {
        return exception(
                response,
                Message.SERVICE_REDIRECTED.format(
                        settings.name(),
                        service.displayName(),
                        response.status(),
                        response.responseUrl(),
                        response.redirectTarget(),
                        settings.key(service.endpoint().setting())));
    }

    private Failure unreadable(FormResponse response) {
        return Message.UNREADABLE_SERVICE_RESPONSE.format(
                settings.name(), service.displayName(), response.status(), response.defect(), response.responseUrl());
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
                        settings.key(service.endpoint().setting())));
    }

    /** Creates an exception without the members of the response, because they may identify the user. */
    private TokenException exception(FormResponse response, Failure failure) {
        return new TokenException(failure, response.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
