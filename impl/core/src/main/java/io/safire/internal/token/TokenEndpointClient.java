package io.safire.internal.token;

import io.safire.error.TokenException;
import io.safire.internal.authentication.AuthenticationParameters;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ServerClock;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** Client for the token endpoint. The client authenticates anew for each attempt. */
public final class TokenEndpointClient {

    private final ServerSettings settings;
    private final FormRequestSender formSender;
    private final ServerClock clock;

    public TokenEndpointClient(ServerSettings settings, HttpSender calls, ServerClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.formSender = new FormRequestSender(settings, calls, Setting.TOKEN_ENDPOINT);
    }

    /**
     * Requests a token.
     *
     * @throws TokenException if the response is neither a token response nor an error response
     */
    public TokenOutcome request(URI endpoint, Grant grant, Supplier<AuthenticationParameters> authentication) {
        return readOutcome(formSender.send(endpoint, grant.parameters(), grant.repetition(), authentication));
    }

    private TokenOutcome readOutcome(FormResponse response) {
        InboundResponse httpResponse = response.response();
        clock.learn(httpResponse);
        if (httpResponse.isRedirect()) {
            throw redirected(response);
        }
        if (!httpResponse.isSuccess()) {
            return new TokenOutcome.TokenError(httpResponse.status(), response.errorMembers());
        }
        JsonObject members;
        try {
            members = StrictJsonReader.read(httpResponse.body());
        } catch (InvalidJsonException unreadable) {
            throw notAnObject(response, unreadable);
        }
        boolean isError = members.containsKey("error") && !members.containsKey("access_token");
        return isError || members.isEmpty()
                ? new TokenOutcome.TokenError(
                        httpResponse.status(), response.redaction().redact(members))
                : new TokenOutcome.TokenGranted(httpResponse.status(), members, response.secrets());
    }

    private TokenException redirected(FormResponse response) {
        String message = Message.TOKEN_REDIRECTED.format(
                settings.name(),
                response.status(),
                response.responseUrl(),
                response.redirectTarget(),
                settings.key(Setting.TOKEN_ENDPOINT));
        return new TokenException(settings.name(), message, response.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }

    private TokenException notAnObject(FormResponse response, InvalidJsonException unreadable) {
        String message = Message.NOT_AN_OBJECT.format(
                settings.name(),
                response.status(),
                LogSanitizer.sanitize(unreadable.reason()),
                response.responseUrl(),
                settings.key(Setting.TOKEN_ENDPOINT));
        return new TokenException(settings.name(), message, response.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
