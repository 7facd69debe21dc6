package io.safire.internal.client;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.discovery.SmartMetadata;
import io.safire.event.SmartRequest;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.event.RequestMonitor;
import io.safire.internal.token.Grant;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import java.util.List;
import java.util.Optional;

/** The client credentials flow, with which the client obtains tokens for itself (SMART Backend Services). */
final class ClientCredentialsFlow {

    private final ServerSettings settings;
    private final EndpointResolver endpointResolver;
    private final TokenRequestExecutor executor;
    private final RequestMonitor monitor;
    private final AuditEvents audit;

    ClientCredentialsFlow(
            ServerSettings settings,
            EndpointResolver endpointResolver,
            TokenRequestExecutor executor,
            RequestMonitor monitor) {
        this.endpointResolver = endpointResolver;
        this.settings = settings;
        this.executor = executor;
        this.monitor = monitor;
        this.audit = monitor.audit();
    }

    TokenResponse requestToken(Scopes scopes, Optional<Credential> credential) {
        requireScopes(scopes);
        TokenResponse issued = monitor.observe(SmartRequest.CLIENT_CREDENTIALS, () -> {
            Optional<SmartMetadata> metadata = endpointResolver.tokenEndpointMetadata();
            Grant grant = Grant.clientCredentials(scopes);
            return executor.request(ClientType.CONFIDENTIAL_ASYMMETRIC, grant, metadata, credential, () -> {});
        });
        audit.onTokenIssued(TokenFlow.CLIENT_CREDENTIALS, issued);
        return issued;
    }

    /** Without scopes in the request, a server could grant any scopes, even all scopes (RFC 6749, section 3.3). */
    private void requireScopes(Scopes scopes) {
        if (scopes.isEmpty()) {
            ConfigurationErrors.throwIfMissing(settings, List.of(Setting.SCOPES));
        }
    }
}
