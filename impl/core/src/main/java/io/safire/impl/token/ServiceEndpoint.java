package io.safire.impl.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.Finding;
import io.safire.error.TokenException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.Authentication;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Client of the introspection and revocation endpoints. The client authenticates anew for each attempt. */
public final class ServiceEndpoint {

    private static final Set<JsonValue> TRUTHS = Set.of(JsonValue.TRUE, JsonValue.FALSE);
    private static final Set<String> WRITTEN_TRUTHS = Set.of("true", "false");

    private final ServerSettings settings;
    private final TokenService service;
    private final FormPost post;

    public ServiceEndpoint(ServerSettings settings, TokenService service, HttpCalls calls) {
        this.settings = settings;
        this.service = service;
        this.post = new FormPost(settings, calls, service.endpoint());
    }

    /**
     * Sends a token. The request is idempotent, so it may be repeated.
     *
     * @throws TokenException if the response cannot be used
     */
    public ServiceOutcome request(URI endpoint, Map<String, String> form, Supplier<Authentication> authentication) {
        FormAnswer received = post.send(endpoint, form, Repetition.WHEN_PASSING, authentication);
        HttpAnswer answer = received.answer();
        if (answer.isRedirect()) {
            throw exception(
                    received,
                    Message.SERVICE_REDIRECTED.of(
                            settings.name(),
                            service.words(),
                            received.status(),
                            received.from(),
                            received.location(),
                            settings.key(service.endpoint())));
        }
        if (!answer.isSuccess()) {
            return new ServiceOutcome.Refused(answer.status(), received.error());
        }
        return service == TokenService.INTROSPECTION ? introspected(received) : revoked(received);
    }

    private ServiceOutcome introspected(FormAnswer received) {
        JsonObject members;
        try {
            members = JsonDocument.read(received.answer().body());
        } catch (UnreadableJsonException unreadable) {
            throw unusable(received, "response is not a JSON object: " + Printable.of(unreadable.what()));
        }
        JsonValue active = members.getOrDefault("active", JsonValue.NULL);
        if (active == JsonValue.NULL && members.containsKey("error")) {
            return new ServiceOutcome.Refused(
                    received.status(), received.redaction().of(members));
        }
        boolean said = TRUTHS.contains(active)
                || active instanceof JsonString text && WRITTEN_TRUTHS.contains(text.getString());
        if (!said) {
            throw unusable(received, "'active' is neither true nor false");
        }
        return new ServiceOutcome.Done(members, List.of());
    }

    /**
     * Reads the response to a revocation. The client ignores the body of a successful response (RFC 7009, section 2.2), with
     * two exceptions. An error in the body is an error, unless it is {@code invalid_token}: then no token is left to revoke. An
     * HTML page did not come from the revocation endpoint.
     */
    private ServiceOutcome revoked(FormAnswer received) {
        byte[] body = received.answer().body();
        String text = new String(body, UTF_8).strip();
        if (text.startsWith("<") || body.length > HttpTransport.MOST_BYTES) {
            throw unusable(received, "response is an HTML page or exceeds the size limit");
        }
        if (text.isEmpty()) {
            return done(List.of());
        }
        JsonObject members;
        try {
            members = JsonDocument.read(body);
        } catch (UnreadableJsonException notAnObject) {
            return done(List.of(finding(Message.REVOKED_WITH_TEXT)));
        }
        if (!members.containsKey("error")) {
            return done(List.of());
        }
        return members.get("error") instanceof JsonString error
                        && error.getString().equals("invalid_token")
                ? done(List.of(finding(Message.NOTHING_TO_REVOKE)))
                : new ServiceOutcome.Refused(
                        received.status(), received.redaction().of(members));
    }

    private static ServiceOutcome done(List<Finding> findings) {
        return new ServiceOutcome.Done(JsonValue.EMPTY_JSON_OBJECT, findings);
    }

    private static Finding finding(Message message) {
        return new Finding("revocation_endpoint", message.text());
    }

    private TokenException unusable(FormAnswer received, String what) {
        return exception(
                received,
                Message.UNUSABLE_SERVICE.of(
                        settings.name(),
                        service.words(),
                        received.status(),
                        what,
                        received.from(),
                        settings.key(service.endpoint())));
    }

    /** Creates an exception without the members of the response, because they may identify the user. */
    private TokenException exception(FormAnswer received, String message) {
        return new TokenException(settings.name(), message, received.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
