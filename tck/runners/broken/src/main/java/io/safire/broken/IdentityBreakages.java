package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.ValidationException;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.launch.AuthorizationRequest;
import io.safire.token.AccessToken;
import io.safire.token.FhirUser;
import io.safire.token.IdToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Deliberate defects in the request for ID tokens and in the validation of ID tokens. */
final class IdentityBreakages {

    private static final AtomicReference<String> LAST_TOKEN_RESPONSE = new AtomicReference<>("{}");

    private IdentityBreakages() {}

    static List<Breakage> all() {
        return List.of(
                acceptRejected(
                        "Unsigned ID token is accepted",
                        (header, claims) -> header.getString("alg").equals("none"),
                        "IdentityTest.rejectsUnsignedIdToken"),
                acceptRejected(
                        "ID token with an HMAC that uses the public key as its secret is accepted",
                        (header, claims) -> header.getString("alg").startsWith("HS"),
                        "IdentityTest.rejectsPublicKeyAsHmacSecret"),
                acceptRejected(
                        "Signature of the ID token is not verified",
                        (header, claims) -> !header.getString("alg").equals("none"),
                        "IdentityTest.rejectsSignatureOfUnknownKey"),
                acceptRejected(
                        "ID token with the `b64` header is accepted",
                        (header, claims) -> header.containsKey("b64"),
                        "IdentityTest.rejectsUnencodedPayloadOption"),
                acceptRejected(
                        "Signature of the ID token is decoded leniently",
                        (header, claims) -> header.getString("alg").startsWith("RS"),
                        "IdentityTest.rejectsSignatureThatIsNotBase64url"),
                acceptRejected(
                        "ID token of any issuer is accepted",
                        (header, claims) -> claims.containsKey("iss"),
                        "IdentityTest.rejectsOtherIssuerWithoutContactingIt"),
                acceptRejected(
                        "ID token with the issuer of another server is accepted",
                        (header, claims) -> claims.containsKey("iss"),
                        "MixUpAttackTest.rejectsIssuerOfAnotherServer"),
                acceptRejected(
                        "`jwks_uri` of the SMART metadata is used after any failure",
                        (header, claims) -> claims.containsKey("iss"),
                        "MixUpAttackTest.usesJwksUriOfSmartMetadataOnlyAfter404"),
                acceptRejected(
                        "ID token for another audience is accepted",
                        (header, claims) -> textMember(claims, "aud").contains("app-other"),
                        "IdentityTest.rejectsIdTokenForAnotherAudience"),
                acceptRejected(
                        "ID token with another client in `azp` is accepted",
                        (header, claims) -> textMember(claims, "azp").contains("app-other"),
                        "IdentityTest.validatesAzpOfSeveralAudiences"),
                acceptRejected(
                        "`nonce` is not compared",
                        (header, claims) -> claims.containsKey("nonce"),
                        "IdentityTest.rejectsWrongOrMissingNonce"),
                acceptRejected(
                        "Missing `nonce` is accepted",
                        (header, claims) -> !claims.containsKey("nonce"),
                        "IdentityTest.rejectsWrongOrMissingNonce"),
                acceptRejected(
                        "Expired ID token is accepted",
                        (header, claims) -> claims.containsKey("exp"),
                        "IdentityTest.rejectsExpiredIdToken",
                        "IdentityTest.rejectsExpiredIdTokenDespiteServerClock"),
                acceptRejected(
                        "ID token with `iat` in the future is accepted",
                        (header, claims) -> claims.containsKey("iat"),
                        "IdentityTest.rejectsIdTokenIssuedInFuture"),
                acceptRejected(
                        "ID token of another user is accepted in a refresh",
                        (header, claims) -> claims.containsKey("sub"),
                        "IdentityTest.rejectsRefreshForAnotherUser"),
                Breakage.calls(
                        "`fhirUser` on any host is accepted",
                        IdentityBreakages::acceptUserOnAnyHost,
                        "IdentityTest.ignoresFhirUserOnHostThatIsNotAllowed"),
                changedParameters(
                        "`nonce` is omitted",
                        parameters -> parameters.remove("nonce"),
                        "IdentityTest.sendsFreshNonceWithOpenidScopeOnly"),
                changedParameters(
                        "`max_age` is sent",
                        parameters -> parameters.put("max_age", "3600"),
                        "IdentityTest.requestsNoAuthenticationTime"),
                Breakage.requests(
                        "JWKS of the issuer is never reloaded",
                        (request, wire) -> request.target().getPath().contains("jwks")
                                ? ReusedValues.INSTANCE.computeIfAbsent(
                                        request.target().toString(), key -> wire.send(request), InboundResponse.class)
                                : wire.send(request),
                        "IdentityTest.reloadsJwksForUnknownKid"));
    }

    /** Accepts a rejected ID token if its header and claims meet the given conditions. */
    private static Breakage acceptRejected(
            String name, BiPredicate<JsonObject, JsonObject> condition, String... caughtBy) {
        return new Breakage(
                name,
                call -> {
                    try {
                        return call.proceed();
                    } catch (ValidationException rejection) {
                        String[] parts = textMember(parseObject(LAST_TOKEN_RESPONSE.get()), "id_token")
                                .split("\\.");
                        boolean accept = rejection.attribute().equals("id_token")
                                && parts.length > 1
                                && condition.test(decodePart(parts[0]), decodePart(parts[1]));
                        if (!accept) {
                            throw rejection;
                        }
                        return lastTokenResponse(call.client().name());
                    }
                },
                IdentityBreakages::recordTokenResponse,
                Breakage.none().responses(),
                List.of(caughtBy));
    }

    private static InboundResponse recordTokenResponse(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        if (FormParameters.parse(request).containsKey("grant_type")) {
            LAST_TOKEN_RESPONSE.set(new String(response.body(), UTF_8));
        }
        return response;
    }

    private static TokenResponse lastTokenResponse(String server) {
        JsonObject members = parseObject(LAST_TOKEN_RESPONSE.get());
        AccessToken token = new AccessToken(
                server, textMember(members, "access_token"), Instant.now().plusSeconds(300), Scopes.none());
        return TokenResponse.of(server, token, Scopes.none(), members, JsonValue.EMPTY_JSON_OBJECT);
    }

    private static Object acceptUserOnAnyHost(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof TokenResponse tokens) || tokens.identity().isEmpty()) {
            return result;
        }
        JsonObject claims = tokens.identity().orElseThrow().claims();
        URI base = call.client().metadata().baseUrl();
        FhirUser user = FhirUser.of(textMember(claims, "fhirUser"), base).orElse(null);
        return tokens.withIdentity(IdToken.of(claims, user));
    }

    private static Breakage changedParameters(String name, Consumer<Map<String, String>> change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    if (!call.isMethod("authorize")) {
                        return call.proceed();
                    }
                    AuthorizationRequest request = (AuthorizationRequest) call.proceed();
                    Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
                    change.accept(parameters);
                    return new AuthorizationRequest(
                            request.server(), request.endpoint(), parameters, request.codeVerifier());
                },
                caughtBy);
    }

    private static JsonObject decodePart(String part) {
        return parseObject(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    }

    private static JsonObject parseObject(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String textMember(JsonObject object, String name) {
        JsonValue value = object.get(name);
        return value instanceof JsonString string ? string.getString() : String.valueOf(value);
    }
}
