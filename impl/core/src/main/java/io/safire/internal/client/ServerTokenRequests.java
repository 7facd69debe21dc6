package io.safire.internal.client;

import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.internal.config.ServerSettings;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.IssuedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.util.Optional;

/** The requests to one server, with the configured credential or with a different credential. */
class ServerTokenRequests implements TokenRequests {

    private final ServerSettings settings;
    private final ClientFlows flows;
    private final Optional<Credential> credential;
    private final IssuedTokens tokens;

    ServerTokenRequests(ServerSettings settings, ClientFlows flows, Optional<Credential> credential) {
        this.settings = settings;
        this.flows = flows;
        this.credential = credential;
        this.tokens = flows.issuedTokens().with(credential);
    }

    @Override
    public final AuthorizationRequest authorize(Launch launch, AuthorizationOptions options) {
        return flows.authorizationCode()
                .start(launch, options.scopes().orElse(settings.client().scopes()), options.parameters());
    }

    @Override
    public final TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response) {
        return flows.authorizationCode().exchange(request, response, credential);
    }

    @Override
    public final TokenResponse exchange(AuthorizationCode code) {
        return flows.authorizationCode().exchange(code, credential);
    }

    @Override
    public final TokenResponse refresh(RefreshRequest request) {
        return flows.refreshToken().refresh(request, credential);
    }

    @Override
    public final TokenResponse requestToken() {
        return requestToken(settings.client().scopes());
    }

    @Override
    public final TokenResponse requestToken(Scopes scopes) {
        return flows.clientCredentials().requestToken(scopes, credential);
    }

    @Override
    public final String clientAssertion(URI audience) {
        return flows.authenticator().assertion(credential, audience);
    }

    @Override
    public final IssuedTokens tokens() {
        return tokens;
    }

    @Override
    public String toString() {
        return "TokenRequests[" + settings.name() + "]";
    }
}
