package io.safire.impl.call;

import io.safire.ClientType;
import io.safire.Credential;
import io.safire.event.SmartRequest;
import io.safire.impl.config.Problems;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.event.Audit;
import io.safire.impl.token.Grant;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** The client credentials flow, by which the client obtains tokens for itself (SMART Backend Services). */
final class BackendRequest {

    private final ServerSettings settings;
    private final TokenCall tokens;
    private final Audit audit;

    BackendRequest(ServerSettings settings, TokenCall tokens, Audit audit) {
        this.settings = settings;
        this.tokens = tokens;
        this.audit = audit;
    }

    TokenResponse token(Scopes scopes, Optional<Credential> credential) {
        requireScopes(scopes);
        TokenResponse issued = audit.refusals(
                SmartRequest.BACKEND_TOKEN,
                () -> tokens.request(
                        ClientType.CONFIDENTIAL_ASYMMETRIC,
                        new Grant.ClientCredentials(scopes),
                        scopes,
                        JsonValue.EMPTY_JSON_OBJECT,
                        credential));
        audit.issued(TokenFlow.BACKEND_SERVICES, issued);
        return issued;
    }

    /** Rejects an empty scope, for which a server could grant any scopes, even all of them (RFC 6749, section 3.3). */
    private void requireScopes(Scopes scopes) {
        if (scopes.isEmpty()) {
            Problems problems = new Problems(settings.name(), settings.prefix());
            problems.missing(List.of(Setting.SCOPES));
            problems.throwIfAny();
        }
    }
}
