package io.safire.internal.discovery;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.ErrorText;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.Urls;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Optional;

/**
 * The endpoints of a server that publishes no SMART configuration, read from its CapabilityStatement if the setting
 * {@code capability-statement-fallback} permits it. The CapabilityStatement is below the same base URL as the SMART
 * configuration, and its endpoints must satisfy the same rules.
 */
public record CapabilityStatementFallback(ServerSettings settings) {

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    /** Returns whether the response shows that there is no SMART configuration, and the setting permits the fallback. */
    public boolean appliesTo(InboundResponse response) {
        boolean isMissing = response.status() == NOT_FOUND || response.status() == GONE;
        return isMissing && settings.metadata().capabilityStatementFallback();
    }

    /** Returns the URL of the CapabilityStatement. */
    public URI address() {
        return Urls.below(settings.endpoints().baseUrl(), "/metadata");
    }

    /** Returns the endpoints in a CapabilityStatement; empty if it names neither endpoint that a client requires. */
    Optional<SmartMetadata> read(InboundResponse statement) {
        try {
            JsonObject members = statement.isSuccess()
                    ? new OauthUris(OauthUris.read(statement).members()).toMetadata()
                    : JsonObject.EMPTY_JSON_OBJECT;
            SmartMetadata metadata = new SmartMetadata(settings.endpoints().baseUrl(), members);
            return metadata.tokenEndpoint().or(metadata::authorizationEndpoint).map(endpoint -> metadata);
        } catch (InvalidJsonException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns the report that the endpoints of the CapabilityStatement are used. */
    Failure used() {
        return Message.CAPABILITY_STATEMENT_USED.format(
                settings.name(), address(), settings.key(Setting.CAPABILITY_STATEMENT_FALLBACK));
    }

    /** Returns the finding that the endpoints of the CapabilityStatement are used. */
    public Finding usedFinding() {
        return used().findings().get(0);
    }

    /** Returns the cause of the error if the CapabilityStatement contains no endpoints. */
    Finding unusable(InboundResponse statement) {
        String reason = statement.isSuccess() ? reasonOfSuccess(statement) : ErrorText.withStatus(statement);
        return Message.CAPABILITY_STATEMENT_UNUSABLE.finding(
                address(), reason, settings.key(Setting.AUTHORIZATION_ENDPOINT), settings.key(Setting.TOKEN_ENDPOINT));
    }

    private static String reasonOfSuccess(InboundResponse statement) {
        try {
            OauthUris.read(statement);
            return "no extension oauth-uris with the endpoints token or authorize can be read";
        } catch (InvalidJsonException unreadable) {
            return "no extension oauth-uris can be read, because the response is not a usable JSON object: "
                    + ErrorText.ofUnusableBody(statement, unreadable);
        }
    }
}
