package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The token endpoint: authorization code, refresh token and client credentials grants. */
final class TokenIssuanceEndpoint {

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private static final Duration MIN_REFRESH_INTERVAL = Duration.ofMinutes(1);

    /** The default lifetime of access tokens in seconds. */
    static final int DEFAULT_LIFETIME_SECONDS = 300;

    private final EhrState ehr;
    private final ClientAuthenticationCheck clientAuthentication;
    private final IdTokenIssuer idTokens;

    TokenIssuanceEndpoint(EhrState ehr, ClientAuthenticationCheck clients) {
        this.ehr = ehr;
        this.clientAuthentication = clients;
        this.idTokens = new IdTokenIssuer(ehr);
    }

    OutgoingResponse respond(IncomingRequest request) {
        try {
            return grant(request);
        } catch (OAuthErrorException error) {
            return errorResponse(error);
        }
    }

    private OutgoingResponse grant(IncomingRequest request) {
        if (!request.method().equals("POST") || request.form().isEmpty()) {
            throw OAuthErrorException.badRequest("the request must be a POST with a form");
        }
        Map<String, String> parameters = request.parameters();
        SandboxClient client = clientAuthentication.authenticate(request, parameters);
        JsonObject response =
                switch (parameters.getOrDefault("grant_type", "")) {
                    case "authorization_code" -> redeemCode(client, parameters);
                    case "refresh_token" -> {
                        // if two concurrent requests have the same refresh token, the second request is a reuse
                        synchronized (ehr.grants()) {
                            yield refresh(client, parameters);
                        }
                    }
                    case "client_credentials" -> grantClientCredentials(client, parameters);
                    default ->
                        throw new OAuthErrorException(
                                400, "unsupported_grant_type", "grant_type is missing or unknown");
                };
        return ehr.has(Quirk.WRONG_CONTENT_TYPE)
                ? OutgoingResponse.text(200, "text/html", response.toString())
                : OutgoingResponse.json(200, response);
    }

    private JsonObject redeemCode(SandboxClient client, Map<String, String> parameters) {
        String text = parameters.getOrDefault("code", "");
        String usedFamily = ehr.grants().consumedCodes.get(text);
        if (usedFamily != null) {
            ehr.grants().revoke(usedFamily);
            throw OAuthErrorException.invalidGrant("the code has been used before; its tokens are revoked");
        }
        Grants.Code code = ehr.grants().codes.get(text);
        require(code != null && code.clientId().equals(client.clientId()), "unknown code");
        require(ehr.now().isBefore(code.expiresAt()), "the code has expired");
        require(
                code.redirectUri().equals(parameters.get("redirect_uri")),
                "redirect_uri differs from the authorization request");
        String verifier = parameters.getOrDefault("code_verifier", "");
        require(
                VERIFIER.matcher(verifier).matches() && challenge(verifier).equals(code.challenge()),
                "code_verifier does not match code_challenge");
        ehr.grants().codes.remove(text);
        ehr.grants().consumedCodes.put(text, code.family());
        String scope = grantable(code.scope());
        return issueTokens(client, scope, scope, code.context(), code.nonce(), code.family(), false);
    }

    private JsonObject refresh(SandboxClient client, Map<String, String> parameters) {
        String text = parameters.getOrDefault("refresh_token", "");
        String usedFamily = ehr.grants().consumedRefreshTokens.get(text);
        if (usedFamily != null) {
            ehr.grants().families.recordReuse(usedFamily);
            ehr.grants().revoke(usedFamily);
            throw OAuthErrorException.invalidGrant(
                    "the refresh token has been used before; all tokens of the authorization are revoked");
        }
        Grants.Token token = ehr.grants().refreshTokens.get(text);
        require(token != null && token.clientId().equals(client.clientId()), "unknown refresh token");
        boolean isEarly = ehr.now().isBefore(token.expiresAt().plus(MIN_REFRESH_INTERVAL));
        if (isEarly && ehr.has(Quirk.REFRESH_THROTTLED)) {
            throw new OAuthErrorException(429, "slow_down", "the tokens were refreshed less than a minute ago");
        }
        String scope = parameters.getOrDefault("scope", token.scope());
        if (!ScopeRules.covers(Grants.scopes(token.scope()), Grants.scopes(scope))) {
            throw new OAuthErrorException(400, "invalid_scope", "scope exceeds the granted scope");
        }
        if (!ehr.has(Quirk.NO_REFRESH_ROTATION)) {
            ehr.grants().refreshTokens.remove(text);
            ehr.grants().consumedRefreshTokens.put(text, token.family());
        }
        return issueTokens(client, scope, token.scope(), token.context(), "", token.family(), true);
    }

    private JsonObject grantClientCredentials(SandboxClient client, Map<String, String> parameters) {
        if (!client.type().equals("keys")) {
            throw new OAuthErrorException(400, "unauthorized_client", "client_credentials requires private_key_jwt");
        }
        Set<String> scopes = Grants.scopes(parameters.getOrDefault("scope", ""));
        boolean system = !scopes.isEmpty() && scopes.stream().allMatch(scope -> scope.startsWith("system/"));
        if (!system || !ScopeRules.areWellFormed(scopes)) {
            throw new OAuthErrorException(400, "invalid_scope", "a backend service may request system/ scopes only");
        }
        String scope = grantable(parameters.get("scope"));
        if (scope.isEmpty()) {
            throw new OAuthErrorException(400, "invalid_scope", "no requested scope can be granted");
        }
        return issueTokens(client, scope, scope, JsonValue.EMPTY_JSON_OBJECT, "", RandomSecrets.next(), false);
    }

    private String grantable(String scope) {
        Set<String> scopes = Grants.scopes(scope);
        if (ehr.has(Quirk.NO_WILDCARD_SCOPES)) {
            return String.join(" ", ScopeRules.withoutWildcards(scopes));
        }
        return ehr.has(Quirk.NO_WRITE_FOR_MIXED_SYNTAX) && ScopeRules.hasBothSyntaxes(scopes)
                ? String.join(" ", ScopeRules.withoutSmart1Writing(scopes))
                : scope;
    }

    private boolean isRefreshable(SandboxClient client, Set<String> scopes) {
        boolean isExcluded = client.type().equals("public") && ehr.has(Quirk.NO_REFRESH_TOKEN_FOR_PUBLIC_CLIENT);
        boolean online = scopes.contains("online_access") && !ehr.has(Quirk.NO_REFRESH_TOKEN_FOR_ONLINE_ACCESS);
        return !isExcluded && (scopes.contains("offline_access") || online);
    }

    private JsonObject issueTokens(
            SandboxClient client,
            String scope,
            String refreshableScope,
            JsonObject context,
            String nonce,
            String family,
            boolean refresh) {
        String access = RandomSecrets.next();
        ehr.grants()
                .accessTokens
                .put(
                        access,
                        new Grants.Token(
                                client.clientId(), scope, context, ehr.now().plusSeconds(ehr.tokenLifetime()), family));
        if (refresh) {
            ehr.grants().families.recordRefresh(family, access);
        } else {
            ehr.grants().families.add(family, context, access);
        }
        JsonObjectBuilder response = SandboxJson.createObjectBuilder().add("access_token", access);
        describe(response, scope);
        Set<String> scopes = Grants.scopes(refreshableScope);
        if (isRefreshable(client, scopes) && !(refresh && ehr.has(Quirk.NO_REFRESH_ROTATION))) {
            String next = RandomSecrets.next();
            ehr.grants()
                    .refreshTokens
                    .put(next, new Grants.Token(client.clientId(), refreshableScope, context, ehr.now(), family));
            response.add("refresh_token", next);
        }
        if (scopes.contains("openid") && (!refresh || ehr.has(Quirk.ID_TOKEN_ON_REFRESH))) {
            idTokens.issue(client, scopes, nonce).ifPresent(token -> response.add("id_token", token));
        }
        if (!(refresh && ehr.has(Quirk.NO_REFRESH_CONTEXT))) {
            context.forEach(response::add);
        }
        return response.build();
    }

    private void describe(JsonObjectBuilder response, String scope) {
        if (!ehr.has(Quirk.NO_TOKEN_TYPE)) {
            response.add("token_type", ehr.has(Quirk.TOKEN_TYPE_LOWER_CASE) ? "bearer" : "Bearer");
        }
        if (ehr.has(Quirk.EXPIRES_IN_AS_STRING)) {
            response.add("expires_in", String.valueOf(ehr.tokenLifetime()));
        } else if (!ehr.has(Quirk.NO_EXPIRES_IN)) {
            response.add("expires_in", ehr.tokenLifetime());
        }
        if (!ehr.has(Quirk.NO_SCOPE_IN_RESPONSE)) {
            response.add("scope", scope);
        }
    }

    private OutgoingResponse errorResponse(OAuthErrorException error) {
        boolean aboutClient = error.status() == 401;
        if (ehr.has(Quirk.ERROR_URI_ONLY)) {
            return OutgoingResponse.json(
                    error.status(),
                    SandboxJson.createObjectBuilder()
                            .add("error", error.error())
                            .add("error_uri", "urn:sandbox:token:" + error.error())
                            .build());
        }
        if (aboutClient && ehr.has(Quirk.EMPTY_401)) {
            return OutgoingResponse.empty(401);
        }
        if (aboutClient && ehr.has(Quirk.BARE_INVALID_CLIENT)) {
            return OutgoingResponse.json(
                    401,
                    SandboxJson.createObjectBuilder()
                            .add("error", error.error())
                            .build());
        }
        return aboutClient
                ? error.response().withHeader("WWW-Authenticate", "Basic realm=\"sandbox\"")
                : error.response();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void require(boolean condition, String description) {
        if (!condition) {
            throw OAuthErrorException.invalidGrant(description);
        }
    }
}
