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
 * A refused token request with all that may explain it.
 *
 * @param type how the client authenticated
 * @param grantType what was asked for, empty where no token was
 * @param audience who an assertion was made for
 * @param clockDifference how far the server's clock is ahead, followed or not
 * @param remark what there is to say of the proof that was refused, empty for nothing
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

    /** The error code, empty if there is none. */
    public String error() {
        return text("error").orElse("");
    }

    /** Names the members, in which a server may repeat anything. */
    @Override
    public String toString() {
        return "Refusal[status=" + status + ", members=" + members.keySet() + ", endpoint="
                + HttpTransport.withoutQuery(endpoint) + "]";
    }
}
