package io.safire.internal.client;

import io.safire.authentication.Credential;
import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.SmartException;
import io.safire.event.SmartRequest;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.event.RequestMonitor;
import io.safire.internal.identity.ExpectedIdToken;
import io.safire.internal.identity.IdTokenValidator;
import io.safire.internal.launch.AuthorizationCodeValidator;
import io.safire.internal.launch.AuthorizationRequestBuilder;
import io.safire.internal.launch.AuthorizationResponseValidator;
import io.safire.internal.token.Grant;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The authorization code flow of EHR launches and standalone launches, from the authorization request to the tokens. */
final class AuthorizationCodeFlow {

    private final ServerSettings settings;
    private final EndpointResolver endpointResolver;
    private final AuthorizationRequestBuilder requests;
    private final AuthorizationResponseValidator responses;
    private final AuthorizationCodeValidator codes;
    private final TokenRequestExecutor executor;
    private final IdTokenValidator idTokens;
    private final RequestMonitor monitor;
    private final AuditEvents audit;

    AuthorizationCodeFlow(
            ServerSettings settings,
            EndpointResolver endpointResolver,
            AuthorizationRequestBuilder requests,
            TokenRequestExecutor executor,
            IdTokenValidator idTokens,
            MixUpDefense mixUpDefense,
            RequestMonitor monitor) {
        this.settings = settings;
        this.endpointResolver = endpointResolver;
        this.requests = requests;
        this.responses = new AuthorizationResponseValidator(settings, mixUpDefense);
        this.codes = new AuthorizationCodeValidator(settings, mixUpDefense);
        this.executor = executor;
        this.idTokens = idTokens;
        this.monitor = monitor;
        this.audit = monitor.audit();
    }

    AuthorizationRequest start(Launch launch, Scopes scopes, Map<String, String> additional) {
        AuthorizationRequest request;
        try {
            request = requests.build(launch, scopes, additional, endpointResolver::authorizationEndpoint);
        } catch (SmartException failure) {
            audit.onLaunchRefused(null, failure);
            throw failure;
        }
        audit.onLaunchStarted(request, launch);
        return request;
    }

    TokenResponse exchange(
            AuthorizationRequest request, AuthorizationResponse response, Optional<Credential> credential) {
        TokenResponse granted;
        try {
            responses.requireMatchingRequest(request, response);
            Optional<SmartMetadata> metadata = endpointResolver.metadata();
            AuthorizationResponseValidator.ValidatedResponse checked = responses.validate(request, response, metadata);
            Grant grant = Grant.authorizationCode(
                    checked.code(),
                    request.redirectUri(),
                    request.codeVerifier(),
                    Optional.of(request.endpoint()),
                    request.scopes());
            granted = requestTokens(
                    new ValidatedCode(grant, ExpectedIdToken.of(request), checked.findings()), metadata, credential);
        } catch (SmartException failure) {
            audit.onLaunchRefused(request, failure);
            throw failure;
        }
        audit.onLaunchCompleted(request, granted);
        return granted;
    }

    TokenResponse exchange(AuthorizationCode code, Optional<Credential> credential) {
        TokenResponse granted;
        try {
            codes.requireValid(code);
            Optional<SmartMetadata> metadata = endpointResolver.metadata();
            List<Finding> findings = codes.validateIssuer(code, metadata);
            Grant grant = Grant.authorizationCode(
                    code.code(), code.redirectUri(), code.codeVerifier(), Optional.empty(), code.scopes());
            ExpectedIdToken idToken =
                    ExpectedIdToken.of(code, requests.identity().clientId());
            granted = requestTokens(new ValidatedCode(grant, idToken, findings), metadata, credential);
        } catch (SmartException failure) {
            audit.onLaunchRefused(null, failure);
            throw failure;
        }
        audit.onTokenIssued(TokenFlow.AUTHORIZATION_CODE, granted);
        return granted;
    }

    /**
     * A code that has passed all checks before its exchange.
     *
     * @param findings violations and risks that do not stop the exchange
     */
    private record ValidatedCode(Grant grant, ExpectedIdToken idToken, List<Finding> findings) {}

    private TokenResponse requestTokens(
            ValidatedCode code, Optional<SmartMetadata> metadata, Optional<Credential> credential) {
        return monitor.observe(SmartRequest.CODE_EXCHANGE, () -> {
            TokenResponse tokens =
                    executor.request(settings.client().type(), code.grant(), metadata, credential, () -> {});
            List<Finding> findings = new ArrayList<>(code.findings());
            findings.addAll(new LaunchFindings(settings).of(code.grant().requestedScopes(), tokens));
            return withFindings(findings, idTokens.validateLaunchResponse(code.idToken(), tokens));
        });
    }

    private static TokenResponse withFindings(List<Finding> first, TokenResponse response) {
        List<Finding> findings = new ArrayList<>(first);
        findings.addAll(response.findings());
        return response.withFindings(findings);
    }
}
