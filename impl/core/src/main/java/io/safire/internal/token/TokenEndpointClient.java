package io.safire.internal.token;

import io.safire.diagnosis.Failure;
import io.safire.error.TokenException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.ServerClock;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import jakarta.json.JsonValue;
import java.util.List;

/** Client for the token endpoint. */
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
     * @throws TokenException if the response contains neither a token nor an error
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
            throw exception(request, response, notAnObject(response), List.of());
        }
        if (response.has("access_token")) {
            return response.succeed(response.members(), response.findings());
        }
        if (response.describesError()) {
            return response.reject();
        }
        throw noAccessToken(request, response);
    }

    private TokenException noAccessToken(FormRequest request, FormResponse response) {
        List<String> names = response.redactedNames();
        String fields = names.isEmpty() ? "none" : LogSanitizer.sanitize(String.join(", ", names));
        Failure message = Message.NO_ACCESS_TOKEN.format(
                settings.name(), fields, response.responseUrl(), settings.key(Setting.TOKEN_ENDPOINT));
        return exception(request, response, message, names);
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

    private Failure notAnObject(FormResponse response) {
        if (response.fromServer()) {
            return Message.UNREADABLE_TOKEN_RESPONSE.format(
                    settings.name(), response.status(), response.defect(), response.responseUrl());
        }
        return Message.NOT_AN_OBJECT.format(
                settings.name(),
                response.status(),
                response.defect(),
                response.responseUrl(),
                settings.key(Setting.TOKEN_ENDPOINT));
    }

    /** Creates an exception without the members of the response, because they may contain tokens. */
    private static TokenException exception(
            FormRequest request, FormResponse response, Failure failure, List<String> names) {
        return new TokenException(
                ConsumedGrant.describe(failure, request.grantType()),
                response.status(),
                JsonValue.EMPTY_JSON_OBJECT,
                names);
    }
}
