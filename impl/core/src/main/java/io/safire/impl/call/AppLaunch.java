package io.safire.impl.call;

import io.safire.Credential;
import io.safire.Finding;
import io.safire.error.SmartException;
import io.safire.event.SmartRequest;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.discovery.Authorities;
import io.safire.impl.discovery.Endpoints;
import io.safire.impl.event.Audit;
import io.safire.impl.identity.Identities;
import io.safire.impl.launch.AuthorizationRequests;
import io.safire.impl.launch.ResponseCheck;
import io.safire.impl.token.Grant;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The authorization code flow of EHR launches and standalone launches, from the authorization request to the tokens. */
final class AppLaunch {

    private final ServerSettings settings;
    private final Endpoints endpoints;
    private final AuthorizationRequests requests;
    private final ResponseCheck responses;
    private final TokenCall tokens;
    private final Identities identities;
    private final Audit audit;

    AppLaunch(
            ServerSettings settings,
            Endpoints endpoints,
            AuthorizationRequests requests,
            TokenCall tokens,
            Identities identities,
            Authorities authorities,
            Audit audit) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.requests = requests;
        this.responses = new ResponseCheck(settings, authorities);
        this.tokens = tokens;
        this.identities = identities;
        this.audit = audit;
    }

    AuthorizationRequest begin(Launch launch, Scopes scopes) {
        AuthorizationRequest request;
        try {
            request = requests.build(launch, scopes, endpoints::authorizationEndpoint);
        } catch (SmartException failure) {
            audit.launchRefused(null, failure);
            throw failure;
        }
        audit.begun(request, launch);
        return request;
    }

    TokenResponse complete(
            AuthorizationRequest request, AuthorizationResponse response, Optional<Credential> credential) {
        TokenResponse granted;
        try {
            responses.requireSame(request, response);
            ResponseCheck.Checked checked = responses.code(request, response, endpoints.metadata());
            granted = audit.refusals(SmartRequest.CODE_EXCHANGE, () -> exchanged(request, checked, credential));
        } catch (SmartException failure) {
            audit.launchRefused(request, failure);
            throw failure;
        }
        audit.completed(request, granted);
        return granted;
    }

    private TokenResponse exchanged(
            AuthorizationRequest request, ResponseCheck.Checked checked, Optional<Credential> credential) {
        Grant grant = new Grant.AuthorizationCode(
                checked.code(), request.redirectUri(), request.codeVerifier(), request.endpoint());
        TokenResponse answer = tokens.request(
                settings.client().type(), grant, request.scopes(), JsonValue.EMPTY_JSON_OBJECT, credential);
        return with(checked.findings(), identities.ofLaunch(request, answer));
    }

    private static TokenResponse with(List<Finding> first, TokenResponse answer) {
        List<Finding> findings = new ArrayList<>(first);
        findings.addAll(answer.findings());
        return new TokenResponse(
                answer.server(),
                answer.accessToken(),
                answer.requestedScopes(),
                answer.members(),
                answer.carriedOver(),
                answer.identity().orElse(null),
                findings);
    }
}
