package io.safire.impl.call;

import io.safire.ClientType;
import io.safire.Credential;
import io.safire.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.event.SmartRequest;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.Authentication;
import io.safire.impl.credential.ClientAuthenticator;
import io.safire.impl.credential.ClientIdentity;
import io.safire.impl.credential.ClientProof;
import io.safire.impl.diagnosis.Refusal;
import io.safire.impl.diagnosis.ServiceRefusals;
import io.safire.impl.discovery.Endpoints;
import io.safire.impl.event.Audit;
import io.safire.impl.message.Message;
import io.safire.impl.token.ServiceEndpoint;
import io.safire.impl.token.ServiceOutcome;
import io.safire.impl.token.TokenService;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.ServerClock;
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
final class TokenServices implements IssuedTokens {

    /** One of the two values of {@code token_type_hint} (RFC 7009, section 2.1). */
    private static final String ACCESS_TOKEN = "access_token";

    private static final String REFRESH_TOKEN = "refresh_token";

    private final ServerSettings settings;
    private final Endpoints endpoints;
    private final ClientAuthenticator authenticator;
    private final ServiceEndpoint introspection;
    private final ServiceEndpoint revocation;
    private final ServiceRefusals refusals;
    private final TokenOwner owner;
    private final ServerClock serverClock;
    private final Audit audit;
    private final Optional<Credential> credential;

    TokenServices(
            ServerSettings settings,
            Endpoints endpoints,
            ClientIdentity identity,
            ClientAuthenticator authenticator,
            HttpCalls calls,
            ServerClock serverClock,
            Audit audit) {
        this.credential = Optional.empty();
        this.settings = settings;
        this.endpoints = endpoints;
        this.authenticator = authenticator;
        this.introspection = new ServiceEndpoint(settings, TokenService.INTROSPECTION, calls);
        this.revocation = new ServiceEndpoint(settings, TokenService.REVOCATION, calls);
        this.refusals = new ServiceRefusals(settings, identity);
        this.owner = new TokenOwner(settings.name());
        this.serverClock = serverClock;
        this.audit = audit;
    }

    private TokenServices(TokenServices configured, Optional<Credential> credential) {
        this.settings = configured.settings;
        this.endpoints = configured.endpoints;
        this.authenticator = configured.authenticator;
        this.introspection = configured.introspection;
        this.revocation = configured.revocation;
        this.refusals = configured.refusals;
        this.owner = configured.owner;
        this.serverClock = configured.serverClock;
        this.audit = configured.audit;
        this.credential = credential;
    }

    /** Returns the same operations with another credential. */
    TokenServices with(Optional<Credential> other) {
        return new TokenServices(this, other);
    }

    @Override
    public Introspection introspect(AccessToken token) {
        owner.require(token.server());
        return introspect(form(token.value(), ACCESS_TOKEN));
    }

    @Override
    public Introspection introspect(String token) {
        return introspect(form(token, ""));
    }

    @Override
    public Introspection introspect(String token, AccessToken bearer) {
        return audit.refusals(SmartRequest.INTROSPECTION, () -> introspected(token, bearer));
    }

    private Introspection introspected(String token, AccessToken bearer) {
        owner.require(bearer.server());
        Map<String, String> form = form(token, "");
        URI endpoint = endpoints.introspectionEndpoint();
        Authentication proof = new Authentication("Bearer " + bearer.value(), Map.of(), List.of(bearer.value()));
        ServiceOutcome outcome = introspection.request(endpoint, form, () -> proof);
        if (outcome instanceof ServiceOutcome.Refused refused) {
            Refusal refusal = refusal(refused, endpoint, endpoint, "");
            throw exception(refused, refusals.messageForBearer(TokenService.INTROSPECTION, refusal));
        }
        return new Introspection(((ServiceOutcome.Done) outcome).members());
    }

    @Override
    public List<Finding> revoke(AccessToken token) {
        owner.require(token.server());
        return revoke(form(token.value(), ACCESS_TOKEN), List.of());
    }

    @Override
    public List<Finding> revokeRefreshToken(String token) {
        return revoke(form(token, REFRESH_TOKEN), List.of());
    }

    /** Revokes both tokens, the refresh token first, so that no other node can refresh the access token in between. */
    @Override
    public List<Finding> revoke(TokenResponse tokens) {
        owner.require(tokens.server());
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
                findings.add(new Finding("revocation_endpoint", Message.ACCESS_TOKEN_LIVES.text()));
            } else {
                failure = together(failure, second);
            }
        } catch (SmartException second) {
            failure = together(failure, second);
        }
        if (failure != null) {
            throw failure;
        }
        return List.copyOf(findings);
    }

    private Introspection introspect(Map<String, String> form) {
        ServiceOutcome.Done done = audit.refusals(
                SmartRequest.INTROSPECTION, () -> request(TokenService.INTROSPECTION, form, List.of()));
        return new Introspection(done.members());
    }

    /**
     * Revokes one token.
     *
     * @param pair both tokens if there are two, to be masked: an error response for one may repeat the other
     */
    private List<Finding> revoke(Map<String, String> form, List<String> pair) {
        ServiceOutcome.Done done =
                audit.refusals(SmartRequest.REVOCATION, () -> request(TokenService.REVOCATION, form, pair));
        audit.revoked(form.getOrDefault("token", ""), REFRESH_TOKEN.equals(form.get("token_type_hint")));
        return done.findings();
    }

    private ServiceOutcome.Done request(
            TokenService service, Map<String, String> form, List<String> secrets) {
        ClientType type = settings.client().type();
        boolean signed = type == ClientType.CONFIDENTIAL_ASYMMETRIC;
        // the aud of an assertion is the token endpoint, also at the other endpoints of the authorization server
        Endpoints.Receiver receiver =
                service == TokenService.INTROSPECTION ? endpoints.introspection(signed) : endpoints.revocation(signed);
        URI endpoint = receiver.endpoint();
        URI audience = receiver.audience();
        List<String> offered = endpoints
                .known()
                .map(SmartMetadata::tokenEndpointAuthSigningAlgValuesSupported)
                .orElse(List.of());
        ClientProof proof =
                authenticator.prepare(type, credential, audience, offered, HttpCalls.Repetition.WHEN_PASSING);
        ServiceEndpoint target = service == TokenService.INTROSPECTION ? introspection : revocation;
        AuthenticatedCall.Ended<ServiceOutcome> ended = AuthenticatedCall.send(
                proof,
                authentication -> target.request(
                        endpoint, form, () -> authentication.get().withSecrets(secrets)));
        if (ended.outcome() instanceof ServiceOutcome.Refused refused) {
            Refusal refusal = refusal(refused, endpoint, audience, ended.remark());
            throw exception(refused, refusals.message(service, refusal));
        }
        return (ServiceOutcome.Done) ended.outcome();
    }

    private Refusal refusal(ServiceOutcome.Refused refused, URI endpoint, URI audience, String remark) {
        Refusal refusal = new Refusal(
                refused.status(),
                refused.members(),
                settings.client().type(),
                "",
                Scopes.none(),
                endpoint,
                audience,
                endpoints.known(),
                serverClock.difference(),
                remark);
        endpoints.refused(endpoint, refusal.status(), refusal.error());
        return refusal;
    }

    private TokenException exception(ServiceOutcome.Refused refused, String message) {
        return new TokenException(
                settings.name(),
                message,
                refused.status(),
                refused.members(),
                List.copyOf(refused.members().keySet()));
    }

    private Map<String, String> form(String token, String hint) {
        owner.requireText(token);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", token);
        if (!hint.isEmpty()) {
            form.put("token_type_hint", hint);
        }
        return form;
    }

    private static SmartException together(@Nullable SmartException first, SmartException second) {
        if (first == null) {
            return second;
        }
        first.addSuppressed(second);
        return first;
    }
}
