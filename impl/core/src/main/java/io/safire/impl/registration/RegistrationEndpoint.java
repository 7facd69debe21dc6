package io.safire.impl.registration;

import io.safire.error.RegistrationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.token.Redaction;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.NetworkFailures;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * Client of the registration and client configuration endpoints. A request that may have reached the server is never repeated,
 * because registration tokens are often single-use.
 */
final class RegistrationEndpoint {

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final RegistrationCauses causes;

    RegistrationEndpoint(ServerSettings settings, HttpCalls calls) {
        this.settings = settings;
        this.calls = calls;
        this.causes = new RegistrationCauses(settings);
    }

    /**
     * Sends a request.
     *
     * @return the response, with any status except a redirect
     */
    HttpAnswer send(HttpRequest request) {
        HttpAnswer answer;
        try {
            answer = calls.send(Repetition.WHEN_NEVER_SENT, () -> request);
        } catch (TransportFailure failure) {
            throw NetworkFailures.exception(settings, failure, Setting.REGISTRATION_ENDPOINT);
        }
        if (answer.isRedirect()) {
            throw redirected(answer);
        }
        return answer;
    }

    /** Returns the exception for an error response, with its likely causes. */
    RegistrationException refused(Operation operation, HttpAnswer answer, Sent sent) {
        JsonObject members = new Redaction(sent.secrets()).of(tolerantly(answer));
        return new RegistrationException(
                settings.name(),
                causes.message(operation, answer, members, sent),
                answer.status(),
                members,
                List.copyOf(members.keySet()));
    }

    private static JsonObject tolerantly(HttpAnswer answer) {
        try {
            return JsonDocument.read(answer.body());
        } catch (UnreadableJsonException unusable) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private RegistrationException redirected(HttpAnswer answer) {
        String message = Message.REGISTRATION_REDIRECTED.of(
                settings.name(),
                answer.status(),
                HttpTransport.withoutQuery(answer.from()),
                HttpTransport.withoutQuery(
                        answer.from().resolve(answer.header("location").orElse(""))),
                settings.key(Setting.REGISTRATION_ENDPOINT));
        return new RegistrationException(
                settings.name(), message, answer.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
