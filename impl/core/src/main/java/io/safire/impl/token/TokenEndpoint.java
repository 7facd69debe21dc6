package io.safire.impl.token;

import io.safire.error.TokenException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.credential.Authentication;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.ServerClock;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** Client of the token endpoint. The client authenticates anew for each attempt. */
public final class TokenEndpoint {

    private final ServerSettings settings;
    private final FormPost post;
    private final ServerClock clock;

    public TokenEndpoint(ServerSettings settings, HttpCalls calls, ServerClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.post = new FormPost(settings, calls, Setting.TOKEN_ENDPOINT);
    }

    /**
     * Requests a token.
     *
     * @throws TokenException if the response is neither a token response nor an error response
     */
    public TokenOutcome request(URI endpoint, Grant grant, Supplier<Authentication> authentication) {
        return outcome(post.send(endpoint, grant.parameters(), grant.repetition(), authentication));
    }

    private TokenOutcome outcome(FormAnswer received) {
        HttpAnswer answer = received.answer();
        clock.learn(answer);
        if (answer.isRedirect()) {
            throw redirected(received);
        }
        if (!answer.isSuccess()) {
            return new TokenOutcome.Refused(answer.status(), received.error());
        }
        JsonObject members;
        try {
            members = JsonDocument.read(answer.body());
        } catch (UnreadableJsonException unreadable) {
            throw notAnObject(received, unreadable);
        }
        boolean error = members.containsKey("error") && !members.containsKey("access_token");
        return error || members.isEmpty()
                ? new TokenOutcome.Refused(answer.status(), received.redaction().of(members))
                : new TokenOutcome.Granted(answer.status(), members, received.secrets());
    }

    private TokenException redirected(FormAnswer received) {
        String message = Message.TOKEN_REDIRECTED.of(
                settings.name(),
                received.status(),
                received.from(),
                received.location(),
                settings.key(Setting.TOKEN_ENDPOINT));
        return new TokenException(settings.name(), message, received.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }

    private TokenException notAnObject(FormAnswer received, UnreadableJsonException unreadable) {
        String message = Message.NOT_AN_OBJECT.of(
                settings.name(),
                received.status(),
                Printable.of(unreadable.what()),
                received.from(),
                settings.key(Setting.TOKEN_ENDPOINT));
        return new TokenException(settings.name(), message, received.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
