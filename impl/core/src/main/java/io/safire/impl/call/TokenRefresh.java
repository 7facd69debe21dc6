package io.safire.impl.call;

import io.safire.Credential;
import io.safire.error.ValidationException;
import io.safire.event.SmartRequest;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.event.Audit;
import io.safire.impl.identity.Identities;
import io.safire.impl.managed.RefreshAnswer;
import io.safire.impl.message.Message;
import io.safire.impl.token.Grant;
import io.safire.impl.transport.Json;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** The refresh token flow (RFC 6749, section 6). */
final class TokenRefresh {

    private final ServerSettings settings;
    private final TokenOwner owner;
    private final TokenCall tokens;
    private final Identities identities;
    private final Audit audit;

    TokenRefresh(ServerSettings settings, TokenCall tokens, Identities identities, Audit audit) {
        this.settings = settings;
        this.owner = new TokenOwner(settings.name());
        this.tokens = tokens;
        this.identities = identities;
        this.audit = audit;
    }

    TokenResponse of(RefreshRequest request, Optional<Credential> credential) {
        if (!request.server().isEmpty()) {
            owner.require(request.server());
        }
        TokenResponse renewed = audit.refusals(
                SmartRequest.REFRESH, () -> identities.ofRefresh(request, answered(request, credential, () -> {})));
        audit.renewed(request.refreshToken(), renewed);
        return renewed;
    }

    /**
     * Requests new tokens for a caller that stores them before the client requests the issuer's keys. If the ID token's validation
     * needs such a request, it is deferred to {@link #completed}.
     *
     * @param leaving called immediately before each attempt to send the refresh token
     */
    RefreshAnswer ahead(TokenResponse earlier, Runnable leaving) {
        RefreshRequest request = requestOf(earlier);
        return audit.refusals(SmartRequest.REFRESH, () -> {
            TokenResponse answer = answered(request, Optional.empty(), leaving);
            return identities
                    .withoutQuestions(request, answer)
                    .map(tokens -> new RefreshAnswer(tokens, false))
                    .orElseGet(() -> new RefreshAnswer(identities.ofRefresh(request, answer), true));
        });
    }

    TokenResponse completed(TokenResponse earlier, RefreshAnswer answer) {
        RefreshRequest request = requestOf(earlier);
        TokenResponse renewed = answer.complete() ? answer.tokens() : identities.ofRefresh(request, answer.tokens());
        audit.renewed(request.refreshToken(), renewed);
        return renewed;
    }

    private RefreshRequest requestOf(TokenResponse earlier) {
        owner.require(earlier.server());
        if (earlier.refreshToken().isEmpty()) {
            throw new ValidationException(
                    settings.name(),
                    Message.NO_REFRESH_TOKEN.of(settings.name(), settings.key(Setting.SCOPES)),
                    "refresh_token",
                    "it is missing");
        }
        return RefreshRequest.of(earlier);
    }

    private TokenResponse answered(RefreshRequest request, Optional<Credential> credential, Runnable leaving) {
        requireNoWider(request);
        Scopes requested = request.scopes().isEmpty() ? request.grantedScopes() : request.scopes();
        Grant grant = new Grant.RefreshToken(request.refreshToken(), request.scopes());
        return tokens.request(settings.client().type(), grant, requested, carriedOver(request), credential, leaving);
    }

    /** Returns the members that the response inherits: the launch context, and the refresh token if the server sends no new one. */
    private static JsonObject carriedOver(RefreshRequest request) {
        JsonObjectBuilder members = Json.object();
        request.carriedOver().forEach(members::add);
        return members.add("refresh_token", request.refreshToken()).build();
    }

    private void requireNoWider(RefreshRequest request) {
        Scopes wider = request.grantedScopes().isEmpty()
                ? Scopes.none()
                : request.scopes().notCoveredBy(request.grantedScopes());
        if (!wider.isEmpty()) {
            throw new ValidationException(
                    settings.name(),
                    Message.WIDER_SCOPE.of(settings.name(), wider),
                    "scope",
                    wider + " was not granted");
        }
    }
}
