package io.safire.impl.token;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * What came back to a posted form.
 *
 * @param secrets what was sent as a secret
 */
record FormAnswer(HttpAnswer answer, List<String> secrets) {

    /** Takes out what was sent as a secret. */
    Redaction redaction() {
        return new Redaction(secrets);
    }

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

    /** Without the secrets. */
    @Override
    public String toString() {
        return "FormAnswer[" + answer + "]";
    }

    /** The members of an error, without secrets; none when the body is no JSON object. */
    JsonObject error() {
        try {
            return redaction().of(JsonDocument.read(answer.body()));
        } catch (UnreadableJsonException unusable) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
