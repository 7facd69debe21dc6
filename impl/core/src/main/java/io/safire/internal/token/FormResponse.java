package io.safire.internal.token;

import io.safire.diagnosis.Finding;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The response to a posted form.
 *
 * @param members the JSON object in the body; empty if the body is not a JSON object
 * @param defect the reason why the body is not a JSON object; empty if it is one
 * @param secrets the secret values in the request
 * @param authentication the authentication that the request used
 * @param hint a hint from the client authentication, which explains why it may have been rejected
 */
record FormResponse(
        InboundResponse response,
        JsonObject members,
        String defect,
        List<String> secrets,
        ClientAuthentication authentication,
        Optional<Finding> hint) {

    /**
     * The error codes that indicate a failed client authentication if the status is 401. Some servers respond to an
     * unknown secret with 401 and {@code unauthorized_client}, or with 401 and no error code.
     */
    private static final Set<String> CLIENT_ERRORS_WITH_401 = Set.of("", "unauthorized_client");
    /** The members of a successful response; a response with one of them is no error response. */
    private static final Set<String> RESULT_MEMBERS = Set.of("access_token", "active");

    static FormResponse of(InboundResponse response, List<String> secrets, ClientAuthentication authentication) {
        try {
            return new FormResponse(
                    response, StrictJsonReader.read(response.body()), "", secrets, authentication, Optional.empty());
        } catch (InvalidJsonException unreadable) {
            return new FormResponse(
                    response,
                    JsonValue.EMPTY_JSON_OBJECT,
                    LogSanitizer.sanitize(unreadable.reason()),
                    secrets,
                    authentication,
                    Optional.empty());
        }
    }

    FormResponse withHint(Optional<Finding> newHint) {
        return new FormResponse(response, members, defect, secrets, authentication, newHint);
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

    /** Returns the error code, or an empty string if the response has no error code. */
    String error() {
        return JsonValues.text(members, "error").orElse("");
    }

    /** Returns whether the server rejected the client authentication, regardless of the rest of the request. */
    boolean rejectsClient() {
        if (response.isRedirect()
                || response.isSuccess() && members.keySet().stream().anyMatch(RESULT_MEMBERS::contains)) {
            return false;
        }
        return error().equals("invalid_client") || status() == 401 && CLIENT_ERRORS_WITH_401.contains(error());
    }

    /** Records that the server accepted the client, and returns the result of the request. */
    EndpointOutcome succeed(JsonObject result, List<Finding> findings) {
        authentication.onAccepted();
        return new EndpointOutcome.Success(status(), result, secrets, findings);
    }

    /** Returns the error response with the secrets of the request redacted. */
    EndpointOutcome reject() {
        return new EndpointOutcome.Rejection(status(), new Redaction(secrets).redact(members), hint);
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "FormResponse[" + response + "]";
    }
}
