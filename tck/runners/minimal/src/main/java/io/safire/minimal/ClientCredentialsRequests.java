package io.safire.minimal;

import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.IssuedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The client credentials flow of one server, with the configured key or with the credential of the call (SMART App
 * Launch 2.2.0, backend services).
 */
class ClientCredentialsRequests implements TokenRequests {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final MinimalSettings settings;
    private final MinimalHttp http;
    private final MinimalDiscovery discovery;
    private final Optional<Credential> credential;

    ClientCredentialsRequests(
            MinimalSettings settings, MinimalHttp http, MinimalDiscovery discovery, Optional<Credential> credential) {
        this.settings = settings;
        this.http = http;
        this.discovery = discovery;
        this.credential = credential;
    }

    @Override
    public TokenResponse requestToken() {
        return requestToken(settings.scopes());
    }

    @Override
    public TokenResponse requestToken(Scopes scopes) {
        if (scopes.isEmpty()) {
            throw settings.missing("scopes", "scopes");
        }
        AssertionKey key = key();
        URI endpoint = discovery.tokenEndpoint();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("scope", scopes.toString());
        form.put("client_assertion_type", ASSERTION_TYPE);
        form.put("client_assertion", key.sign(clientId(), endpoint));
        Instant sent = Instant.now();
        HttpResponse<String> response = http.post(endpoint, form);
        return new TokenReader(settings.server(), scopes, sent).read(endpoint, response);
    }

    @Override
    public String clientAssertion(URI audience) {
        return key().sign(clientId(), audience);
    }

    private AssertionKey key() {
        return AssertionKeys.of(settings, credential);
    }

    private String clientId() {
        return settings.clientId().orElseThrow(() -> settings.missing("client-id", "client_id"));
    }

    @Override
    public AuthorizationRequest authorize(Launch launch, AuthorizationOptions options) {
        throw new UnsupportedOperationException("authorize");
    }

    @Override
    public TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response) {
        throw new UnsupportedOperationException("exchange");
    }

    @Override
    public TokenResponse refresh(RefreshRequest request) {
        throw new UnsupportedOperationException("refresh");
    }

    @Override
    public IssuedTokens tokens() {
        throw new UnsupportedOperationException("tokens");
    }
}
