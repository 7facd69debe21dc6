package io.safire.internal.client;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.event.SmartRequest;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.authentication.ClientAuthenticator;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.diagnosis.RejectedRequest;
import io.safire.internal.diagnosis.TokenServiceErrorDiagnosis;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.ServerClock;
import io.safire.internal.message.Message;
import io.safire.internal.token.EndpointOutcome;
import io.safire.internal.token.FormRequest;
import io.safire.internal.token.TokenService;
import io.safire.internal.token.TokenServiceClient;
import io.safire.token.AccessToken;
import io.safire.token.Introspection;
import io.safire.token.IssuedTokens;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Token introspection (RFC 7662) and token revocation (RFC 7009). */
final class IntrospectionAndRevocation implements IssuedTokens {

    /** One of the two values of {@code token_type_hint} (RFC 7009, section 2.1). */
    private static final String ACCESS_TOKEN = "access_token";

    private static final String REFRESH_TOKEN = "refresh_token";

    private final ServerSettings settings;
    private final EndpointResolver endpoints;
    private final ClientAuthenticator authenticator;
    private final TokenServiceClient introspection;
    private final TokenServiceClient revocation;
    private final TokenServiceErrorDiagnosis refusals;
    private final IssuingServerCheck serverCheck;
    private final ServerClock serverClock;
    private final AuditEvents audit;
    private final Optional<Credential> credential;

    IntrospectionAndRevocation(
            ServerSettings settings,
            EndpointResolver endpoints,
            ClientIdentity identity,
            ClientAuthenticator authenticator,
            HttpSender sender,
            ServerClock serverClock,
            AuditEvents audit) {
        this.credential = Optional.empty();
        this.settings = settings;
        this.endpoints = endpoints;
        this.authenticator = authenticator;
        this.introspection = new TokenServiceClient(settings, TokenService.INTROSPECTION, sender);
        this.revocation = new TokenServiceClient(settings, TokenService.REVOCATION, sender);
        this.refusals = new TokenServiceErrorDiagnosis(settings, identity);
        this.serverCheck = new IssuingServerCheck(settings.name());
        this.serverClock = serverClock;
        this.audit = audit;
    }

    private IntrospectionAndRevocation(IntrospectionAndRevocation configured, Optional<Credential> credential) {
        this.settings = configured.settings;
        this.endpoints = configured.endpoints;
        this.authenticator = configured.authenticator;
        this.introspection = configured.introspection;
        this.revocation = configured.revocation;
        this.refusals = configured.refusals;
        this.serverCheck = configured.serverCheck;
        this.serverClock = configured.serverClock;
        this.audit = configured.audit;
        this.credential = credential;
    }

    /** Returns the same operations with another credential. */
    IntrospectionAndRevocation with(Optional<Credential> other) {
        return new IntrospectionAndRevocation(this, other);
    }

    @Override
    public Introspection introspect(AccessToken token) {
        serverCheck.requireSameServer(token.server());
        return introspect(form(token.value(), ACCESS_TOKEN));
    }

    @Override
    public Introspection introspect(String token) {
        return introspect(form(token, ""));
    }

    @Override
    public Introspection introspect(String token, AccessToken bearer) {
        return audit.observe(SmartRequest.INTROSPECTION, () -> introspectWithBearer(token, bearer));
    }

    private Introspection introspectWithBearer(String token, AccessToken bearer) {
        serverCheck.requireSameServer(bearer.server());
        Map<String, String> form = form(token, "");
        URI endpoint = endpoints.introspectionEndpoint();
        ClientAuthentication authentication = ClientAuthentication.ofBearer(bearer.value());
        EndpointOutcome outcome =
                introspection.send(FormRequest.idempotent(endpoint, form, authentication, List.of()));
        if (outcome instanceof EndpointOutcome.Rejection rejection) {
            RejectedRequest rejected = toRejectedRequest(rejection, authentication, endpoint, endpoint);
            throw exception(rejection, refusals.messageForBearer(TokenService.INTROSPECTION, rejected));
        }
        return Introspection.of(((EndpointOutcome.Success) outcome).members());
    }

    @Override
    public List<Finding> revoke(AccessToken token) {
        serverCheck.requireSameServer(token.server());
        return revoke(form(token.value(), ACCESS_TOKEN), List.of());
    }

    @Override
    public List<Finding> revokeRefreshToken(String token) {
        return revoke(form(token, REFRESH_TOKEN), List.of());
    }

    /**
     * Revokes both tokens, the refresh token first, so that no other node can refresh the access token between the two
     * requests.
     */
    @Override
    public List<Finding> revoke(TokenResponse tokens) {
        serverCheck.requireSameServer(tokens.server());
        Optional<String> refreshToken = tokens.refreshToken();
        if (refreshToken.isEmpty()) {
            return revoke(tokens.accessToken());
        }
        List<Finding> findings = new ArrayList<>();
        List<String> pair = List.of(refreshToken.get(), tokens.accessToken().value());
        SmartException failure = null;
        try {
            findings.addAll(revoke(form(refreshToken.get(), REFRESH_TOKEN), pair));
        } catch (SmartException first) {
            failure = first;
        }
        try {
            findings.addAll(revoke(form(tokens.accessToken().value(), ACCESS_TOKEN), pair));
        } catch (TokenException second) {
            boolean onlyRefreshTokens = second.errorCode().equals(Optional.of("unsupported_token_type"));
            if (failure == null && onlyRefreshTokens) {
                findings.add(new Finding("revocation_endpoint", Message.ACCESS_TOKEN_NOT_REVOCABLE.text()));
            } else {
                failure = combine(failure, second);
            }
        } catch (SmartException second) {
            failure = combine(failure, second);
        }
        if (failure != null) {
            throw failure;
        }
        return List.copyOf(findings);
    }

    private Introspection introspect(Map<String, String> form) {
        EndpointOutcome.Success done =
                audit.observe(SmartRequest.INTROSPECTION, () -> request(TokenService.INTROSPECTION, form, List.of()));
        return Introspection.of(done.members());
    }

    /**
     * Revokes one token.
     *
     * @param pair both tokens if there are two; both are masked, because an error response for one token may repeat the
     *     other token
     */
    private List<Finding> revoke(Map<String, String> form, List<String> pair) {
        EndpointOutcome.Success done =
                audit.observe(SmartRequest.REVOCATION, () -> request(TokenService.REVOCATION, form, pair));
        audit.onTokenRevoked(form.getOrDefault("token", ""), REFRESH_TOKEN.equals(form.get("token_type_hint")));
        return done.findings();
    }

    private EndpointOutcome.Success request(TokenService service, Map<String, String> form, List<String> secrets) {
        ClientType type = settings.client().type();
        boolean signed = type == ClientType.CONFIDENTIAL_ASYMMETRIC;
        // the aud of an assertion is the token endpoint, even at the other endpoints of the authorization server
        EndpointResolver.RequestTarget receiver = service == TokenService.INTROSPECTION
                ? endpoints.introspectionTarget(signed)
                : endpoints.revocationTarget(signed);
        URI endpoint = receiver.endpoint();
        URI audience = receiver.audience();
        ClientAuthentication authentication = authenticator.prepare(
                type, credential, audience, endpoints.cachedMetadata(), HttpSender.RetryPolicy.ON_TRANSIENT_FAILURE);
        TokenServiceClient target = service == TokenService.INTROSPECTION ? introspection : revocation;
        EndpointOutcome outcome = target.send(FormRequest.idempotent(endpoint, form, authentication, secrets));
        if (outcome instanceof EndpointOutcome.Rejection rejection) {
            RejectedRequest rejected = toRejectedRequest(rejection, authentication, endpoint, audience);
            throw exception(rejection, refusals.message(service, rejected));
        }
        return (EndpointOutcome.Success) outcome;
    }

    private RejectedRequest toRejectedRequest(
            EndpointOutcome.Rejection rejection, ClientAuthentication authentication, URI endpoint, URI audience) {
        RejectedRequest rejected = new RejectedRequest(
                rejection.status(),
                rejection.members(),
                authentication,
                "",
                Scopes.none(),
                endpoint,
                audience,
                endpoints.cachedMetadata(),
                serverClock.difference(),
                rejection.hint());
        endpoints.reportErrorResponse(endpoint, rejected.status(), rejected.error());
        return rejected;
    }

    private TokenException exception(EndpointOutcome.Rejection rejection, String message) {
        return new TokenException(
                settings.name(),
                message,
                rejection.status(),
                rejection.members(),
                List.copyOf(rejection.members().keySet()));
    }

    private Map<String, String> form(String token, String hint) {
        serverCheck.requireNotBlank(token);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", token);
        if (!hint.isEmpty()) {
            form.put("token_type_hint", hint);
        }
        return form;
    }

    private static SmartException combine(@Nullable SmartException first, SmartException second) {
        if (first == null) {
            return second;
        }
        first.addSuppressed(second);
        return first;
    }
}
