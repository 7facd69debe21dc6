package io.safire.impl.diagnosis;

import io.safire.ClientType;
import io.safire.discovery.SmartMetadata;
import io.safire.impl.transport.HttpTransport;
import io.safire.token.Scopes;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A rejected request to an authorization server, with the data that may explain the error.
 *
 * @param type the client type, which determines the client authentication method
 * @param grantType the {@code grant_type}, empty for other requests than token requests
 * @param audience the {@code aud} of the client assertion
 * @param clockDifference how far the server's clock is ahead of the local clock, whether or not it is followed
 * @param remark a hint from the client authentication, or an empty text
 */
public record Refusal(
        int status,
        JsonObject members,
        ClientType type,
        String grantType,
        Scopes scopes,
        URI endpoint,
        URI audience,
        Optional<SmartMetadata> metadata,
        Duration clockDifference,
        String remark) {

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
