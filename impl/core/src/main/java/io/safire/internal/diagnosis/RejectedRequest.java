package io.safire.internal.diagnosis;

import io.safire.ClientType;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.http.HttpTransport;
import io.safire.token.Scopes;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A rejected request to an authorization server, with the data that may explain the error.
 *
 * @param clientType the client type, which determines the client authentication method
 * @param grantType the {@code grant_type}, empty for other requests than token requests
 * @param audience the {@code aud} of the client assertion
 * @param clockDifference how far the server's clock is ahead of the local clock, whether or not it is followed
 * @param hint a hint from the client authentication, or an empty text
 */
public record RejectedRequest(
        int status,
        JsonObject members,
        ClientType clientType,
        String grantType,
        Scopes scopes,
        URI endpoint,
        URI audience,
        Optional<SmartMetadata> metadata,
        Duration clockDifference,
        String hint) {

    Optional<String> text(String member) {
        return members.get(member) instanceof JsonString string
                        && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }

    /** Returns the error code, or an empty text if the response has none. */
    public String error() {
        return text("error").orElse("");
    }

    /** Lists only the names of the members, because a server may echo anything in their values. */
    @Override
    public String toString() {
        return "RejectedRequest[status=" + status + ", members=" + members.keySet() + ", endpoint="
                + HttpTransport.withoutQuery(endpoint) + "]";
    }
}
