package io.safire.impl.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.TokenException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.credential.Authentication;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.NetworkFailures;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Sends grants to a token endpoint. Each attempt authenticates anew. */
public final class TokenEndpoint {

    private final ServerSettings settings;
    private final HttpCalls calls;

    public TokenEndpoint(ServerSettings settings, HttpCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /**
     * Asks for a token.
     *
     * @throws TokenException if the answer is neither a token nor an error
     */
    public TokenOutcome request(URI endpoint, Grant grant, Supplier<Authentication> authentication) {
        Map<String, String> parameters = grant.parameters();
        List<String> secrets = new ArrayList<>();
        parameters.forEach((name, value) -> {
            if (!name.equals("grant_type") && !name.equals("scope") && !name.equals("redirect_uri")) {
                secrets.add(value);
            }
        });
        HttpAnswer answer;
        try {
            answer = calls.send(grant.repetition(), () -> {
                Authentication proof = authentication.get();
                secrets.addAll(proof.secrets());
                Map<String, String> form = new LinkedHashMap<>(parameters);
                form.putAll(proof.form());
                return HttpRequest.post(endpoint, proof.authorization(), encoded(form));
            });
        } catch (TransportFailure failure) {
            throw NetworkFailures.exception(settings, failure);
        }
        return outcome(answer, new Redaction(secrets));
    }

    private TokenOutcome outcome(HttpAnswer answer, Redaction redaction) {
        if (answer.isRedirect()) {
            throw redirected(answer);
        }
        if (!answer.isSuccess()) {
            return new TokenOutcome.Refused(answer.status(), redaction.of(tolerantly(answer)));
        }
        JsonObject members;
        try {
            members = JsonDocument.read(answer.body());
        } catch (UnreadableJsonException unreadable) {
            throw notAnObject(answer, unreadable);
        }
        boolean error = members.containsKey("error") && !members.containsKey("access_token");
        return error || members.isEmpty()
                ? new TokenOutcome.Refused(answer.status(), redaction.of(members))
                : new TokenOutcome.Granted(answer.status(), members);
    }

    private static JsonObject tolerantly(HttpAnswer answer) {
        try {
            return JsonDocument.read(answer.body());
        } catch (UnreadableJsonException unusable) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private TokenException redirected(HttpAnswer answer) {
        URI next = answer.from().resolve(answer.header("location").orElse(""));
        String message = Message.TOKEN_REDIRECTED.of(
                settings.name(),
                answer.status(),
                HttpTransport.withoutQuery(answer.from()),
                HttpTransport.withoutQuery(next),
                settings.key(Setting.TOKEN_ENDPOINT));
        return new TokenException(settings.name(), message, answer.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }

    private TokenException notAnObject(HttpAnswer answer, UnreadableJsonException unreadable) {
        String message = Message.NOT_AN_OBJECT.of(
                settings.name(),
                answer.status(),
                Printable.of(unreadable.what()),
                HttpTransport.withoutQuery(answer.from()),
                settings.key(Setting.TOKEN_ENDPOINT));
        return new TokenException(settings.name(), message, answer.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(member ->
                        URLEncoder.encode(member.getKey(), UTF_8) + "=" + URLEncoder.encode(member.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
