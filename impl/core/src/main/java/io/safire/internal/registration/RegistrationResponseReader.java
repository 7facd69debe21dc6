package io.safire.internal.registration;

import io.safire.diagnosis.Failure;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.ErrorText;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.token.Redaction;
import io.safire.registration.RegistrationException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reader of registration responses. The reader accepts any content type and any 2xx status.
 *
 * @param endpointSource the setting or option that determines the endpoint, for messages
 */
record RegistrationResponseReader(ServerSettings settings, String endpointSource) {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /**
     * @return the members of the registration, including {@code client_id}, or the members of an error that the server
     *     sent with a success status
     * @throws RegistrationException if the response contains neither a {@code client_id} nor an error
     */
    JsonObject readMembers(InboundResponse response) {
        JsonObject members;
        try {
            members = response.json().members();
        } catch (InvalidJsonException unreadable) {
            throw unusable(
                    response,
                    List.of(),
                    "response is not a usable JSON object: " + ErrorText.ofUnusableBody(response, unreadable));
        }
        List<String> fields = Redaction.redactedNames(List.of(), members);
        if (!members.containsKey("client_id")) {
            if (isError(members)) {
                return members;
            }
            throw exception(
                    response,
                    fields,
                    Message.NO_CLIENT_ID.format(
                            settings.name(),
                            LogSanitizer.sanitize(String.join(", ", fields)),
                            HttpTransport.withoutQuery(response.uri()),
                            endpointSource));
        }
        if (!isUsable(members.get("client_id"))) {
            throw unusable(response, fields, "response client_id must be a non-blank string");
        }
        return members;
    }

    static boolean isError(JsonObject members) {
        return members.containsKey("error") && !members.containsKey("client_id");
    }

    RegistrationException otherClient(InboundResponse response, JsonObject members) {
        return unusable(
                response, Redaction.redactedNames(List.of(), members), "response client_id belongs to another client");
    }

    private static boolean isUsable(JsonValue clientId) {
        return clientId instanceof JsonString text
                && !text.getString().isBlank()
                && !CONTROL.matcher(text.getString()).find();
    }

    private RegistrationException unusable(InboundResponse response, List<String> fields, String reason) {
        return exception(
                response,
                fields,
                Message.UNUSABLE_REGISTRATION.format(
                        settings.name(),
                        response.status(),
                        LogSanitizer.sanitize(reason),
                        HttpTransport.withoutQuery(response.uri()),
                        endpointSource));
    }

    /** Omits the members of the response, because they may contain secrets. */
    private RegistrationException exception(InboundResponse response, List<String> fields, Failure failure) {
        return new RegistrationException(failure, response.status(), JsonValue.EMPTY_JSON_OBJECT, fields);
    }
}
