package io.safire.impl.token;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * What came back to a posted form.
 *
 * @param redaction takes out what was sent as a secret
 */
record FormAnswer(HttpAnswer answer, Redaction redaction) {

    int status() {
        return answer.status();
    }

    /** The address that answered, as it may stand in a message. */
    String from() {
        return HttpTransport.withoutQuery(answer.from());
    }

    /** Where a redirect leads, as it may stand in a message. */
    String location() {
        try {
            return HttpTransport.withoutQuery(
                    answer.from().resolve(answer.header("location").orElse("")));
        } catch (IllegalArgumentException notAnAddress) {
            return "something that is not a URL";
        }
    }

    /** The members of an error, without secrets; none when the body is no JSON object. */
    JsonObject error() {
        try {
            return redaction.of(JsonDocument.read(answer.body()));
        } catch (UnreadableJsonException unusable) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
