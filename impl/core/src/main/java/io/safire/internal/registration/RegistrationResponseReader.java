package io.safire.internal.registration;

import io.safire.diagnosis.Failure;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.ErrorText;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ReceivedJson;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.token.Redaction;
import io.safire.registration.RegistrationException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reader of registration responses. The reader accepts any content type and any 2xx status.
 *
 * @param endpointSource the setting or option that determines the endpoint, for messages
 */
record RegistrationResponseReader(ServerSettings settings, String endpointSource) {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /**
     * @param secrets the secrets of the request, which no message contains
     * @return the members of the registration, including {@code client_id}. If the server sent an error with a success
     *     status, the members of the error
     * @throws RegistrationException if the response contains neither a {@code client_id} nor an error, or if a credential
     *     is damaged
     */
    ReceivedJson read(InboundResponse response, List<String> secrets) {
        UnaryOperator<String> redaction = new Redaction(secrets)::redact;
        ReceivedJson json;
        try {
            json = response.json(redaction);
        } catch (InvalidJsonException unreadable) {
            throw unusable(
                    response,
                    List.of(),
                    "response is not a usable JSON object: "
                            + ErrorText.ofUnusableBody(response, unreadable.reason(), redaction));
        }
        if (!isError(json.members())) {
            requireCredentials(response, json, Redaction.redactedNames(secrets, json.members()));
        }
        return json;
    }

    private void requireCredentials(InboundResponse response, ReceivedJson json, List<String> fields) {
        if (!json.members().containsKey("client_id")) {
            throw exception(
                    response,
                    fields,
                    Message.NO_CLIENT_ID.format(
                            settings.name(),
                            LogSanitizer.sanitize(String.join(", ", fields)),
                            HttpTransport.withoutQuery(response.uri()),
                            endpointSource));
        }
        if (!isUsable(json.members().get("client_id"))) {
            throw unusable(response, fields, "response client_id must be a non-blank string");
        }
        if (!json.damagedCredentials().isEmpty()) {
            throw unusable(
                    response,
                    fields,
                    "response contains bytes that are not UTF-8 in " + String.join(", ", json.damagedCredentials())
                            + ", so the client cannot use the registration");
        }
    }

    static boolean isError(JsonObject members) {
        return members.containsKey("error") && !members.containsKey("client_id");
    }

    RegistrationException otherClient(InboundResponse response, JsonObject members, List<String> secrets) {
        return unusable(
                response, Redaction.redactedNames(secrets, members), "response client_id belongs to another client");
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

    /** Creates an exception without the members of the response, because they may contain secrets. */
    private RegistrationException exception(InboundResponse response, List<String> fields, Failure failure) {
        return new RegistrationException(failure, response.status(), JsonValue.EMPTY_JSON_OBJECT, fields);
    }
}
