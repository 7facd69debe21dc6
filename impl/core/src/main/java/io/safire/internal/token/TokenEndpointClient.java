package io.safire.internal.token;

import io.safire.diagnosis.Failure;
import io.safire.error.TokenException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.ServerClock;
import io.safire.internal.message.Message;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/** Client for the token endpoint. The client authenticates anew for each attempt. */
public final class TokenEndpointClient {

    private final ServerSettings settings;
    private final FormClient formClient;
    private final ServerClock clock;

    public TokenEndpointClient(ServerSettings settings, HttpSender sender, ServerClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.formClient = new FormClient(settings, sender, Setting.TOKEN_ENDPOINT);
    }

    /**
     * Requests a token.
     *
     * @throws TokenException if the response is neither a token response nor an error response
     */
    public FormResponse send(FormRequest request) {
        FormResponse response = formClient.send(request);
        clock.learn(response.response());
        if (response.response().isRedirect()) {
            throw redirected(response);
        }
        if (!response.response().isSuccess()) {
            return response.reject();
        }
        if (!response.defect().isEmpty()) {
            throw notAnObject(response);
        }
        JsonObject members = response.members();
        boolean isError = members.containsKey("error") && !members.containsKey("access_token");
        return isError || members.isEmpty() ? response.reject() : response.succeed(members, List.of());
    }

    private TokenException redirected(FormResponse response) {
        Failure message = Message.TOKEN_REDIRECTED.format(
                settings.name(),
                response.status(),
                response.responseUrl(),
                response.redirectTarget(),
                settings.key(Setting.TOKEN_ENDPOINT));
        return new TokenException(message, response.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }

    private TokenException notAnObject(FormResponse response) {
        Failure message = Message.NOT_AN_OBJECT.format(
                settings.name(),
                response.status(),
                response.defect(),
                response.responseUrl(),
                settings.key(Setting.TOKEN_ENDPOINT));
        return new TokenException(message, response.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
