package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.authentication.SentCredential;
import io.safire.internal.config.Setting;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.text.JsonValues;
import io.safire.internal.token.FormResponse;
import io.safire.token.Scopes;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rejected request to an authorization server, with the data that may explain the error.
 *
 * @param response the error response, with secrets redacted
 * @param grantType the {@code grant_type}, empty if the request is not a token request
 * @param endpointSetting the setting that overrides the endpoint
 * @param audience the {@code aud} of the client assertion
 * @param clockDifference the time by which the server's clock is ahead of the local clock
 * @param clockOffset the part of this difference that the client added to the local time in the assertion; zero if the
 *     client ignored the difference
 */
public record RejectedRequest(
        FormResponse response,
        String grantType,
        Scopes scopes,
        URI endpoint,
        Setting endpointSetting,
        URI audience,
        Optional<SmartMetadata> metadata,
        Duration clockDifference,
        Duration clockOffset) {

    public int status() {
        return response.status();
    }

    public JsonObject members() {
        return response.members();
    }

    SentCredential sent() {
        return response.authentication().sent();
    }

    /** Adds the client, the endpoint and the time to the ticket text of each cause. */
    List<Finding> describe(List<Finding> causes) {
        SentCredential sent = sent();
        String thumbprint =
                sent.thumbprint().map(" with the SHA-256 thumbprint "::concat).orElse("");
        String client = AdministratorDetails.client(sent.shownClientId())
                + (sent.kid().isEmpty() ? "" : ", kid " + sent.shownKid() + thumbprint);
        return causes.stream()
                .map(cause -> AdministratorDetails.ofResponse(client, response.response(), cause))
                .toList();
    }

    Optional<Finding> hint() {
        return response.hint();
    }

    Optional<String> text(String member) {
        return JsonValues.text(members(), member);
    }

    /** The result is an empty string if the response has no error code. */
    public String error() {
        return response.error();
    }

    /** Lists only the names of the members, because a server may repeat any part of the request in the values. */
    @Override
    public String toString() {
        return "RejectedRequest[status=" + status() + ", members=" + members().keySet() + ", endpoint="
                + HttpTransport.withoutQuery(endpoint) + "]";
    }
}
