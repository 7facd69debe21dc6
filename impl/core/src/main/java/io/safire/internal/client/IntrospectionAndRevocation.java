package io.safire.internal.client;

import io.safire.authentication.Credential;
import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.event.SmartRequest;
import io.safire.internal.event.RequestMonitor;
import io.safire.internal.message.Message;
import io.safire.internal.token.FormResponse;
import io.safire.internal.token.TokenService;
import io.safire.token.AccessToken;
import io.safire.token.Introspection;
import io.safire.token.IssuedTokens;
import io.safire.token.TokenResponse;
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

    private final IssuingServerCheck serverCheck;
    private final TokenServiceExecutor executor;
    private final RequestMonitor monitor;
    private final Optional<Credential> credential;

    /**
     * @param credential the credential to use instead of the configured credential
     */
    IntrospectionAndRevocation(
            IssuingServerCheck serverCheck,
            TokenServiceExecutor executor,
            RequestMonitor monitor,
            Optional<Credential> credential) {
        this.serverCheck = serverCheck;
        this.executor = executor;
        this.monitor = monitor;
        this.credential = credential;
    }

    IntrospectionAndRevocation with(Optional<Credential> other) {
        return new IntrospectionAndRevocation(serverCheck, executor, monitor, other);
    }

    @Override
    public Introspection introspect(AccessToken token) {
        serverCheck.requireAcceptedServer(token.server());
        return introspect(form(token.value(), ACCESS_TOKEN));
    }

    @Override
    public Introspection introspect(String token) {
        return introspect(form(token, ""));
    }

    @Override
    public Introspection introspect(String token, AccessToken bearer) {
        FormResponse done = monitor.observe(SmartRequest.INTROSPECTION, () -> {
            serverCheck.requireAcceptedServer(bearer.server());
            return executor.introspectWithBearer(form(token, ""), bearer);
        });
        return Introspection.of(done.members(), done.findings());
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

    /** Revokes the refresh token first, so that no other node can refresh the access token between the two requests. */
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
                findings.add(Message.ACCESS_TOKEN_NOT_REVOCABLE.finding().withMember("revocation_endpoint"));
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
        FormResponse done = monitor.observe(
                SmartRequest.INTROSPECTION,
                () -> executor.request(TokenService.INTROSPECTION, form, List.of(), credential));
        return Introspection.of(done.members(), done.findings());
    }

    /**
     * @param pair all tokens to revoke. Messages mask all of them, because an error response for one token may repeat
     *     the other token
     */
    private List<Finding> revoke(Map<String, String> form, List<String> pair) {
        FormResponse done = monitor.observe(
                SmartRequest.REVOCATION, () -> executor.request(TokenService.REVOCATION, form, pair, credential));
        monitor.audit()
                .onTokenRevoked(form.getOrDefault("token", ""), REFRESH_TOKEN.equals(form.get("token_type_hint")));
        return done.findings();
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
        if (first != second) {
            first.addSuppressed(second);
        }
        return first;
    }
}
