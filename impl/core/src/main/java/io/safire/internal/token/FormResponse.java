package io.safire.internal.token;

import io.safire.diagnosis.Finding;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.http.ErrorText;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ReceivedJson;
import io.safire.internal.text.InvalidJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The response to a posted form, and the outcome of the request.
 *
 * @param members the JSON object in the body; empty if the body is not a JSON object
 * @param defect the reason why the body is not a JSON object; empty if the body is a JSON object
 * @param fromServer true if the body is certainly from the server, not from a login page or a proxy
 * @param secrets the secret values in the request
 * @param authentication the authentication that the request used
 * @param hint a hint that explains why the client authentication may have been rejected
 * @param accepted true if the server granted the request. The value is false until {@link TokenEndpointClient} or
 *     {@link TokenServiceClient} has evaluated the response
 * @param findings the tolerated violations that cannot be derived from the members
 */
public record FormResponse(
        InboundResponse response,
        JsonObject members,
        String defect,
        boolean fromServer,
        List<String> secrets,
        ClientAuthentication authentication,
        Optional<Finding> hint,
        boolean accepted,
        List<Finding> findings) {

    /**
     * The error codes that indicate a failed client authentication if the status is 401. Some servers respond to a
     * wrong secret with 401 and {@code unauthorized_client}, or with 401 and no error code.
     */
    private static final Set<String> CLIENT_ERRORS_WITH_401 = Set.of("", "unauthorized_client");
    /** An error response has none of these members. */
    private static final Set<String> RESULT_MEMBERS = Set.of("access_token", "active");

    static FormResponse of(InboundResponse response, List<String> secrets, ClientAuthentication authentication) {
        JsonObject members = JsonValue.EMPTY_JSON_OBJECT;
        List<Finding> findings = List.of();
        String defect = "";
        boolean fromServer = true;
        UnaryOperator<String> redaction = text -> new Redaction(secrets).redact(text);
        try {
            ReceivedJson json = response.json(redaction);
            members = json.members();
            findings = json.findings();
        } catch (InvalidJsonException unreadable) {
            defect = ErrorText.ofUnusableBody(response, unreadable.reason(), redaction);
            fromServer = unreadable.isFromServer();
        }
        return new FormResponse(
                response, members, defect, fromServer, secrets, authentication, Optional.empty(), false, findings);
    }

    FormResponse withHint(Optional<Finding> newHint) {
        return new FormResponse(
                response, members, defect, fromServer, secrets, authentication, newHint, accepted, findings);
    }

    public int status() {
        return response.status();
    }

    String responseUrl() {
        return HttpTransport.withoutQuery(response.uri());
    }

    String redirectTarget() {
        return response.describeRedirectTarget();
    }

    /** The result is an empty string if the response has no error code. */
    public String error() {
        return ErrorText.code(response, members);
    }

    /**
     * Returns the description of the error, even if the body is not the JSON object of RFC 6749, section 5.2. Secrets
     * of the request are redacted.
     */
    public String errorText() {
        return ErrorText.of(response, new Redaction(secrets)::redact);
    }

    boolean has(String member) {
        return members.getOrDefault(member, JsonValue.NULL) != JsonValue.NULL;
    }

    /** Returns true if the response reports an error, even if its status is a success. */
    boolean describesError() {
        return has("error") || !error().isEmpty();
    }

    /** Returns true if the server rejected the client authentication, and not another part of the request. */
    boolean rejectsClient() {
        if (response.isRedirect()
                || response.isSuccess() && RESULT_MEMBERS.stream().anyMatch(this::has)) {
            return false;
        }
        return error().equals("invalid_client") || status() == 401 && CLIENT_ERRORS_WITH_401.contains(error());
    }

    /**
     * Records that the server accepted the client.
     *
     * @param result the members that the caller evaluates; empty after a revocation
     */
    FormResponse succeed(JsonObject result, List<Finding> tolerated) {
        authentication.onAccepted();
        return new FormResponse(response, result, defect, fromServer, secrets, authentication, hint, true, tolerated);
    }

    FormResponse reject() {
        JsonObject redacted = new Redaction(secrets).redact(members);
        return new FormResponse(
                response, redacted, defect, fromServer, secrets, authentication, hint, false, List.of());
    }

    List<String> redactedNames() {
        return Redaction.redactedNames(secrets, members);
    }

    String redact(String text) {
        return Redaction.of(secrets, members).redact(text);
    }

    @Override
    public String toString() {
        return "FormResponse[" + response + "]";
    }
}
