package io.safire.impl.token;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * The response to a posted form.
 *
 * @param secrets the secret values in the request
 */
record FormAnswer(HttpAnswer answer, List<String> secrets) {

    /** Returns a redaction of the secrets in the request. */
    Redaction redaction() {
        return new Redaction(secrets);
    }

    int status() {
        return answer.status();
    }

    /** Returns the URL that sent the response, without its query. */
    String from() {
        return HttpTransport.withoutQuery(answer.from());
    }

    /** Returns the target of the redirect, without its query. */
    String location() {
        try {
            return HttpTransport.withoutQuery(
                    answer.from().resolve(answer.header("location").orElse("")));
        } catch (IllegalArgumentException notAnAddress) {
            return "an invalid URL";
        }
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "FormAnswer[" + answer + "]";
    }

    /** Returns the members of the error response with secrets redacted. Empty if the body is not a JSON object. */
    JsonObject error() {
        try {
            return redaction().of(JsonDocument.read(answer.body()));
        } catch (UnreadableJsonException unusable) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
