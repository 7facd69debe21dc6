package io.safire.internal.client;

import io.safire.authentication.Credential;
import io.safire.diagnosis.Failure;
import io.safire.error.ValidationException;
import io.safire.event.SmartRequest;
import io.safire.internal.cache.RefreshResponse;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.event.RequestMonitor;
import io.safire.internal.identity.IdTokenValidator;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.internal.token.Grant;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** The refresh token flow (RFC 6749, section 6). */
final class RefreshTokenFlow {

    private final ServerSettings settings;
    private final IssuingServerCheck serverCheck;
    private final EndpointResolver endpointResolver;
    private final TokenRequestExecutor executor;
    private final IdTokenValidator idTokens;
    private final RequestMonitor monitor;
    private final AuditEvents audit;

    RefreshTokenFlow(
            ServerSettings settings,
            EndpointResolver endpointResolver,
            TokenRequestExecutor executor,
            IdTokenValidator idTokens,
            RequestMonitor monitor) {
        this.settings = settings;
        this.serverCheck = IssuingServerCheck.of(settings);
        this.endpointResolver = endpointResolver;
        this.executor = executor;
        this.idTokens = idTokens;
        this.monitor = monitor;
        this.audit = monitor.audit();
    }

    TokenResponse refresh(RefreshRequest request, Optional<Credential> credential) {
        if (!request.server().isEmpty()) {
            serverCheck.requireSameServer(request.server());
        }
        TokenResponse refreshed = monitor.observe(
                SmartRequest.REFRESH,
                () -> idTokens.validateRefreshResponse(request, send(request, credential, () -> {})));
        audit.onTokenRefreshed(request.refreshToken(), refreshed);
        return refreshed;
    }

    /**
     * Requests new tokens for a caller that stores them before any other request. The validation of the ID token may
     * request the issuer's keys, so the validation is deferred to {@link #complete} if possible.
     *
     * @param beforeSend the callback that is called immediately before each attempt to send the refresh token
     */
    RefreshResponse refreshDeferringValidation(TokenResponse earlier, Runnable beforeSend) {
        RefreshRequest request = toRequest(earlier);
        return monitor.observe(SmartRequest.REFRESH, () -> {
            TokenResponse response = send(request, Optional.empty(), beforeSend);
            return idTokens.deferValidation(request, response)
                    .map(tokens -> new RefreshResponse(tokens, false))
                    .orElseGet(() -> new RefreshResponse(idTokens.validateRefreshResponse(request, response), true));
        });
    }

    TokenResponse complete(TokenResponse earlier, RefreshResponse response) {
        RefreshRequest request = toRequest(earlier);
        TokenResponse refreshed =
                response.complete() ? response.tokens() : idTokens.validateRefreshResponse(request, response.tokens());
        audit.onTokenRefreshed(request.refreshToken(), refreshed);
        return refreshed;
    }

    private RefreshRequest toRequest(TokenResponse earlier) {
        serverCheck.requireSameServer(earlier.server());
        if (earlier.refreshToken().isEmpty()) {
            String key = settings.key(Setting.SCOPES);
            Failure message = LaunchFindings.requestedRefresh(earlier.requestedScopes())
                    .map(scope -> Message.REFRESH_NOT_GRANTED.format(settings.name(), scope, key))
                    .orElseGet(() -> Message.NO_REFRESH_TOKEN.format(settings.name(), key));
            throw new ValidationException(message, "refresh_token", "it is missing");
        }
        return RefreshRequest.of(earlier);
    }

    private TokenResponse send(RefreshRequest request, Optional<Credential> credential, Runnable beforeSend) {
        requireGrantedScopes(request);
        Scopes requested = request.scopes().isEmpty() ? request.grantedScopes() : request.scopes();
        Grant grant = Grant.refreshToken(request.refreshToken(), request.scopes(), requested, carriedOver(request));
        return executor.request(settings.client().type(), grant, endpointResolver.metadata(), credential, beforeSend);
    }

    /**
     * Returns the members that the response inherits: the launch context and, if the server sends no new refresh token,
     * the earlier refresh token. The earlier ID token is personal data, so the response inherits it only if the sign-out
     * sends it.
     */
    private JsonObject carriedOver(RefreshRequest request) {
        JsonObjectBuilder members = JsonValues.object();
        boolean keepsIdToken = settings.client().postLogoutRedirectUri() != null;
        request.carriedOver().forEach((name, value) -> {
            if (keepsIdToken || !name.equals("id_token")) {
                members.add(name, value);
            }
        });
        return members.add("refresh_token", request.refreshToken()).build();
    }

    private void requireGrantedScopes(RefreshRequest request) {
        Scopes wider = request.grantedScopes().isEmpty()
                ? Scopes.none()
                : request.scopes().notCoveredBy(request.grantedScopes());
        if (!wider.isEmpty()) {
            throw new ValidationException(
                    Message.WIDER_SCOPE.format(settings.name(), wider), "scope", wider + " was not granted");
        }
    }
}
