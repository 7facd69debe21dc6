package io.safire.internal.client;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.TokenException;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.authentication.ClientAuthenticator;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.diagnosis.RejectedRequest;
import io.safire.internal.diagnosis.TokenErrorDiagnosis;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.http.ServerClock;
import io.safire.internal.token.FormRequest;
import io.safire.internal.token.FormResponse;
import io.safire.internal.token.Grant;
import io.safire.internal.token.TokenEndpointClient;
import io.safire.internal.token.TokenResponseReader;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An executor of token requests. It authenticates the client, sends the request, and evaluates the response. */
final class TokenRequestExecutor {

    private final ServerSettings settings;
    private final EndpointResolver endpointResolver;
    private final ClientAuthenticator authenticator;
    private final TokenEndpointClient tokenEndpoint;
    private final TokenResponseReader reader;
    private final TokenErrorDiagnosis causes;
    private final ServerClock serverClock;

    TokenRequestExecutor(
            ServerSettings settings,
            EndpointResolver endpointResolver,
            ClientAuthenticator authenticator,
            TokenEndpointClient tokenEndpoint,
            TokenResponseReader reader,
            ServerClock serverClock) {
        this.settings = settings;
        this.endpointResolver = endpointResolver;
        this.authenticator = authenticator;
        this.tokenEndpoint = tokenEndpoint;
        this.reader = reader;
        this.causes = new TokenErrorDiagnosis(settings);
        this.serverClock = serverClock;
    }

    /**
     * @param metadata the metadata, which the flow looks up only once
     * @param beforeSend the callback that is called immediately before each attempt, after the client authentication
     *     has been created
     * @throws TokenException if the server responds with an error
     */
    TokenResponse request(
            ClientType type,
            Grant grant,
            Optional<SmartMetadata> metadata,
            Optional<Credential> credential,
            Runnable beforeSend) {
        URI endpoint = endpointResolver.tokenEndpoint(metadata, grant.issuingEndpoint());
        ClientAuthentication authentication =
                authenticator.prepare(type, credential, endpoint, metadata, grant.repeatable());
        Duration clockOffset = serverClock.offset();
        Grant complete = grant.with(settings.client().tokenParameters());
        FormResponse response = tokenEndpoint.send(FormRequest.token(endpoint, complete, authentication, beforeSend));
        if (response.accepted()) {
            return reader.read(response, grant, endpoint, clockFindings());
        }
        throw exception(new RejectedRequest(
                response,
                grant.type(),
                grant.requestedScopes(),
                endpoint,
                Setting.TOKEN_ENDPOINT,
                endpoint,
                metadata,
                serverClock.difference(),
                clockOffset));
    }

    private TokenException exception(RejectedRequest rejected) {
        endpointResolver.reportErrorResponse(rejected.endpoint(), rejected.status(), rejected.error());
        return new TokenException(
                causes.message(rejected),
                rejected.status(),
                rejected.error(),
                rejected.members(),
                List.copyOf(rejected.members().keySet()));
    }

    private List<Finding> clockFindings() {
        Duration difference = serverClock.difference();
        return ServerClock.isFollowed(difference)
                ? List.of()
                : List.of(TokenErrorDiagnosis.ignoredClock(difference).withMember("Date"));
    }
}
