package io.safire.impl.call;

import io.safire.ClientType;
import io.safire.Credential;
import io.safire.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.TokenException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.Authentication;
import io.safire.impl.credential.ClientAuthenticator;
import io.safire.impl.credential.ClientIdentity;
import io.safire.impl.credential.ClientProof;
import io.safire.impl.diagnosis.Refusal;
import io.safire.impl.diagnosis.RefusalCauses;
import io.safire.impl.discovery.Endpoints;
import io.safire.impl.token.Grant;
import io.safire.impl.token.TokenEndpoint;
import io.safire.impl.token.TokenOutcome;
import io.safire.impl.token.TokenReader;
import io.safire.impl.transport.ServerClock;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The execution of a token request: client authentication, request, and the evaluation of the response or error. */
final class TokenCall {

    private final ServerSettings settings;
    private final Endpoints endpoints;
    private final ClientAuthenticator authenticator;
    private final TokenEndpoint tokenEndpoint;
    private final TokenReader reader;
    private final RefusalCauses causes;
    private final ServerClock serverClock;

    TokenCall(
            ServerSettings settings,
            Endpoints endpoints,
            ClientIdentity identity,
            ClientAuthenticator authenticator,
            TokenEndpoint tokenEndpoint,
            TokenReader reader,
            ServerClock serverClock) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.authenticator = authenticator;
        this.tokenEndpoint = tokenEndpoint;
        this.reader = reader;
        this.causes = new RefusalCauses(settings, identity);
        this.serverClock = serverClock;
    }

    TokenResponse request(
            ClientType type, Grant grant, Scopes requested, JsonObject carriedOver, Optional<Credential> credential) {
        return request(type, grant, requested, carriedOver, credential, () -> {});
    }

    /**
     * Sends a token request.
     *
     * @param leaving called immediately before each attempt, after the client authentication was created
     * @throws TokenException if the server responds with an error
     */
    TokenResponse request(
            ClientType type,
            Grant grant,
            Scopes requested,
            JsonObject carriedOver,
            Optional<Credential> credential,
            Runnable leaving) {
        Optional<SmartMetadata> metadata = endpoints.metadata();
        URI endpoint = grant.issuedAt().map(endpoints::tokenEndpointFor).orElseGet(endpoints::tokenEndpoint);
        List<String> offered = metadata.map(SmartMetadata::tokenEndpointAuthSigningAlgValuesSupported)
                .orElse(List.of());
        ClientProof proof = authenticator.prepare(type, credential, endpoint, offered, grant.repetition());
        AuthenticatedCall.Ended<TokenOutcome> ended = AuthenticatedCall.send(
                proof,
                authentication -> tokenEndpoint.request(endpoint, grant, () -> {
                    Authentication made = authentication.get();
                    leaving.run();
                    return made;
                }));
        if (ended.outcome() instanceof TokenOutcome.Granted granted) {
            return reader.read(granted, requested, carriedOver, endpoint, clockFindings());
        }
        TokenOutcome.Refused refused = (TokenOutcome.Refused) ended.outcome();
        String grantType = grant.parameters().getOrDefault("grant_type", "");
        Refusal refusal = new Refusal(
                refused.status(),
                refused.members(),
                type,
                grantType,
                requested,
                endpoint,
                endpoint,
                metadata,
                serverClock.difference(),
                ended.remark());
        endpoints.refused(endpoint, refusal.status(), refusal.error());
        throw exception(refusal);
    }

    private List<Finding> clockFindings() {
        Duration difference = serverClock.difference();
        return ServerClock.follows(difference)
                ? List.of()
                : List.of(new Finding("Date", RefusalCauses.ignoredClock(difference)));
    }

    private TokenException exception(Refusal refusal) {
        return new TokenException(
                settings.name(),
                causes.message(refusal),
                refusal.status(),
                refusal.members(),
                List.copyOf(refusal.members().keySet()));
    }
}
