package io.safire.impl.registration;

import io.safire.error.RegistrationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.token.Redaction;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/** Reader of registration responses. It accepts any content type and any 2xx status. */
final class RegistrationReader {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final ServerSettings settings;

    RegistrationReader(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads the response to a registration request.
     *
     * @return the members, with a {@code client_id}; or those of an error that the server sent with a success status
     * @throws RegistrationException if the response contains neither a {@code client_id} nor an error
     */
    JsonObject members(HttpAnswer answer) {
        JsonObject members;
        try {
            members = JsonDocument.read(answer.body());
        } catch (UnreadableJsonException unreadable) {
            throw unusable(answer, List.of(), "response is not a usable JSON object: " + unreadable.what());
        }
        List<String> fields = Redaction.names(List.of(), members);
        if (!members.containsKey("client_id")) {
            if (isError(members)) {
                return members;
            }
            throw exception(
                    answer,
                    fields,
                    Message.NO_CLIENT_ID.of(
                            settings.name(),
                            Printable.of(String.join(", ", fields)),
                            HttpTransport.withoutQuery(answer.from()),
                            settings.key(Setting.REGISTRATION_ENDPOINT)));
        }
        if (!isUsable(members.get("client_id"))) {
            throw unusable(answer, fields, "response client_id must be a non-blank string");
        }
        return members;
    }

    static boolean isError(JsonObject members) {
        return members.containsKey("error") && !members.containsKey("client_id");
    }

    /** Returns the exception for a response that contains another {@code client_id} than the request. */
    RegistrationException otherClient(HttpAnswer answer, JsonObject members) {
        return unusable(answer, Redaction.names(List.of(), members), "response client_id belongs to another client");
    }

    private static boolean isUsable(JsonValue clientId) {
        return clientId instanceof JsonString text
                && !text.getString().isBlank()
                && !CONTROL.matcher(text.getString()).find();
    }

    private RegistrationException unusable(HttpAnswer answer, List<String> fields, String why) {
        return exception(
                answer,
                fields,
                Message.UNUSABLE_REGISTRATION.of(
                        settings.name(),
                        answer.status(),
                        Printable.of(why),
                        HttpTransport.withoutQuery(answer.from()),
                        settings.key(Setting.REGISTRATION_ENDPOINT)));
    }

    /** Creates an exception without the members of the response, because they may contain secrets. */
    private RegistrationException exception(HttpAnswer answer, List<String> fields, String message) {
        return new RegistrationException(
                settings.name(), message, answer.status(), JsonValue.EMPTY_JSON_OBJECT, fields);
    }
}
