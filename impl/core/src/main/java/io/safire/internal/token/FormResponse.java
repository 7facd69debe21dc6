package io.safire.internal.token;

import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.StrictJsonReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * The response to a posted form.
 *
 * @param secrets the secret values in the request
 */
record FormResponse(InboundResponse response, List<String> secrets) {

    /** Returns a redaction that removes the secrets of the request. */
    Redaction redaction() {
        return new Redaction(secrets);
    }

    int status() {
        return response.status();
    }

    /** Returns the URL that sent the response, without its query. */
    String responseUrl() {
        return HttpTransport.withoutQuery(response.uri());
    }

    /** Returns the target of the redirect, without its query. */
    String redirectTarget() {
        return response.describeRedirectTarget();
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "FormResponse[" + response + "]";
    }

    /** Returns the members of the error response with secrets redacted; empty if the body is not a JSON object. */
    JsonObject errorMembers() {
        try {
            return redaction().redact(StrictJsonReader.read(response.body()));
        } catch (InvalidJsonException unusable) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
