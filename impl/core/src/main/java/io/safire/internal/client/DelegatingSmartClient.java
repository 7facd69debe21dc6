package io.safire.internal.client;

import io.safire.SmartClient;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.brand.BrandBundle;
import io.safire.bulk.BulkData;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.discovery.SmartMetadata;
import io.safire.key.PublicKeys;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.DynamicRegistration;
import io.safire.token.AccessToken;
import io.safire.token.IssuedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import io.safire.token.UserTokens;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/** A client whose methods, except {@link #name()}, call the same method of another client. */
abstract class DelegatingSmartClient implements SmartClient {

    /**
     * Returns the client to call.
     *
     * @throws io.safire.error.SmartException if the client is closed or was removed
     */
    abstract SmartClient open();

    @Override
    public SmartMetadata metadata() {
        return open().metadata();
    }

    @Override
    public BrandBundle brands() {
        return open().brands();
    }

    @Override
    public AuthorizationRequest authorize(Launch launch, AuthorizationOptions options) {
        return open().authorize(launch, options);
    }

    @Override
    public TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response) {
        return open().exchange(request, response);
    }

    @Override
    public TokenResponse exchange(AuthorizationCode code) {
        return open().exchange(code);
    }

    @Override
    public TokenResponse refresh(RefreshRequest request) {
        return open().refresh(request);
    }

    @Override
    public TokenResponse requestToken() {
        return open().requestToken();
    }

    @Override
    public TokenResponse requestToken(Scopes scopes) {
        return open().requestToken(scopes);
    }

    @Override
    public String clientAssertion(URI audience) {
        return open().clientAssertion(audience);
    }

    @Override
    public IssuedTokens tokens() {
        return open().tokens();
    }

    @Override
    public AccessToken accessToken() {
        return open().accessToken();
    }

    @Override
    public AccessToken accessToken(Scopes scopes) {
        return open().accessToken(scopes);
    }

    @Override
    public CompletionStage<AccessToken> accessTokenAsync() {
        return open().accessTokenAsync();
    }

    @Override
    public TokenRequests with(Credential credential) {
        return open().with(credential);
    }

    @Override
    public UserTokens userTokens() {
        return open().userTokens();
    }

    @Override
    public ResourceAccess resources() {
        return open().resources();
    }

    @Override
    public DynamicRegistration registration() {
        return open().registration();
    }

    @Override
    public BulkData bulkData() {
        return open().bulkData();
    }

    @Override
    public PublicKeys jwks() {
        return open().jwks();
    }

    @Override
    public Diagnosis diagnose(DiagnosisOptions options) {
        return open().diagnose(options);
    }
}
