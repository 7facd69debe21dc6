package io.safire.internal.client;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.TokenException;
import io.safire.internal.authentication.AuthenticationParameters;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.authentication.ClientAuthenticator;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.diagnosis.RejectedRequest;
import io.safire.internal.diagnosis.TokenErrorDiagnosis;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.http.ServerClock;
import io.safire.internal.token.Grant;
import io.safire.internal.token.TokenEndpointClient;
import io.safire.internal.token.TokenOutcome;
import io.safire.internal.token.TokenResponseReader;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An executor of token requests, which authenticates the client, sends the request, and evaluates the response or
 * error.
 */
final class TokenRequestExecutor {

    private final ServerSettings settings;
    private final EndpointResolver endpoints;
    private final ClientAuthenticator authenticator;
    private final TokenEndpointClient tokenEndpoint;
    private final TokenResponseReader reader;
    private final TokenErrorDiagnosis causes;
    private final ServerClock serverClock;

    TokenRequestExecutor(
            ServerSettings settings,
            EndpointResolver endpoints,
            ClientIdentity identity,
            ClientAuthenticator authenticator,
            TokenEndpointClient tokenEndpoint,
            TokenResponseReader reader,
            ServerClock serverClock) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.authenticator = authenticator;
        this.tokenEndpoint = tokenEndpoint;
        this.reader = reader;
        this.causes = new TokenErrorDiagnosis(settings, identity);
        this.serverClock = serverClock;
    }

    TokenResponse request(
            ClientType type, Grant grant, Scopes requested, JsonObject carriedOver, Optional<Credential> credential) {
        return request(type, grant, requested, carriedOver, credential, () -> {});
    }

    /**
     * Sends a token request.
     *
     * @param beforeSend called immediately before each attempt, after the client authentication has been created
     * @throws TokenException if the server responds with an error
     */
    TokenResponse request(
            ClientType type,
            Grant grant,
            Scopes requested,
            JsonObject carriedOver,
            Optional<Credential> credential,
            Runnable beforeSend) {
        Optional<SmartMetadata> metadata = endpoints.metadata();
        URI endpoint = grant.issuingEndpoint().map(endpoints::tokenEndpointFor).orElseGet(endpoints::tokenEndpoint);
        ClientAuthentication clientAuthentication =
                authenticator.prepare(type, credential, endpoint, metadata, grant.repetition());
        ClientAuthenticationRetry.FinalOutcome<TokenOutcome> result = ClientAuthenticationRetry.send(
                clientAuthentication,
                authentication -> tokenEndpoint.request(endpoint, grant, () -> {
                    AuthenticationParameters created = authentication.get();
                    beforeSend.run();
                    return created;
                }));
        if (result.outcome() instanceof TokenOutcome.TokenGranted granted) {
            return reader.read(granted, requested, carriedOver, endpoint, clockFindings());
        }
        TokenOutcome.TokenError refused = (TokenOutcome.TokenError) result.outcome();
        String grantType = grant.parameters().getOrDefault("grant_type", "");
        RejectedRequest refusal = new RejectedRequest(
                refused.status(),
                refused.members(),
                clientAuthentication,
                grantType,
                requested,
                endpoint,
                endpoint,
                metadata,
                serverClock.difference(),
                result.hint());
        endpoints.reportErrorResponse(endpoint, refusal.status(), refusal.error());
        throw exception(refusal);
    }

    private List<Finding> clockFindings() {
        Duration difference = serverClock.difference();
        return ServerClock.isFollowed(difference)
                ? List.of()
                : List.of(new Finding("Date", TokenErrorDiagnosis.describeIgnoredClock(difference)));
    }

    private TokenException exception(RejectedRequest refusal) {
        return new TokenException(
                settings.name(),
                causes.message(refusal),
                refusal.status(),
                refusal.members(),
                List.copyOf(refusal.members().keySet()));
    }
}
