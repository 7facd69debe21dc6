package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClient;
import io.safire.error.ValidationException;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.FhirUser;
import io.safire.token.AccessToken;
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

/** Breakages in the request for ID tokens and in their validation. */
final class IdentityBreakages {

    private static final AtomicReference<String> LAST = new AtomicReference<>("{}");

    private IdentityBreakages() {}

    static List<Breakage> all() {
        return List.of(
                accepted(
                        "Unsigned ID token is accepted",
                        (header, claims) -> header.getString("alg").equals("none"),
                        "IdentityTest.unsignedTokenIsRefused"),
                accepted(
                        "ID token with an HMAC keyed by the public key is accepted",
                        (header, claims) -> header.getString("alg").startsWith("HS"),
                        "IdentityTest.publicKeyAsSecretIsRefused"),
                accepted(
                        "Signature of the ID token is not verified",
                        (header, claims) -> !header.getString("alg").equals("none"),
                        "IdentityTest.signatureOfAStrangerIsRefused"),
                accepted(
                        "ID token with the `b64` header is accepted",
                        (header, claims) -> header.containsKey("b64"),
                        "IdentityTest.refusesTokenWithUnencodedPayloadOption"),
                accepted(
                        "Signature of the ID token is decoded leniently",
                        (header, claims) -> header.getString("alg").startsWith("RS"),
                        "IdentityTest.refusesSignatureWithCharactersOutsideBase64url"),
                accepted(
                        "ID token of any issuer is accepted",
                        (header, claims) -> claims.containsKey("iss"),
                        "IdentityTest.anotherIssuerIsRefusedAndAskedForNothing"),
                accepted(
                        "ID token with the issuer of another server is accepted",
                        (header, claims) -> claims.containsKey("iss"),
                        "AuthorityTest.issuerOfAnotherServerIsRefused"),
                accepted(
                        "`jwks_uri` of the SMART metadata is used after any failure",
                        (header, claims) -> claims.containsKey("iss"),
                        "AuthorityTest.keysOfTheMetadataServeAfter404Only"),
                accepted(
                        "ID token for another audience is accepted",
                        (header, claims) -> text(claims, "aud").contains("app-other"),
                        "IdentityTest.audienceHasToBeThisClient"),
                accepted(
                        "ID token with another client in `azp` is accepted",
                        (header, claims) -> text(claims, "azp").contains("app-other"),
                        "IdentityTest.tokenForSeveralClientsHasToBeIssuedToThisOne"),
                accepted(
                        "`nonce` is not compared",
                        (header, claims) -> claims.containsKey("nonce"),
                        "IdentityTest.nonceHasToBeTheOneThatWasSent"),
                accepted(
                        "Missing `nonce` is accepted",
                        (header, claims) -> !claims.containsKey("nonce"),
                        "IdentityTest.nonceHasToBeTheOneThatWasSent"),
                accepted(
                        "Expired ID token is accepted",
                        (header, claims) -> claims.containsKey("exp"),
                        "IdentityTest.expiredTokenIsRefused",
                        "IdentityTest.refusesExpiredTokenWhateverTheServerClockSays"),
                accepted(
                        "ID token with `iat` in the future is accepted",
                        (header, claims) -> claims.containsKey("iat"),
                        "IdentityTest.tokenOfTheFutureIsRefused"),
                accepted(
                        "ID token of another user is accepted in a refresh",
                        (header, claims) -> claims.containsKey("sub"),
                        "IdentityTest.refreshForAnotherUserIsRefused"),
                Breakage.calls(
                        "`fhirUser` on any host is accepted",
                        IdentityBreakages::whereverTheUserIs,
                        "IdentityTest.userOnAnotherHostIsNotGivenUnlessItIsAllowed"),
                requested(
                        "`nonce` is omitted",
                        parameters -> parameters.remove("nonce"),
                        "IdentityTest.nonceIsNewLongEnoughAndSentWithOpenidOnly"),
                requested(
                        "`max_age` is sent",
                        parameters -> parameters.put("max_age", "3600"),
                        "IdentityTest.authenticationTimeIsNeverAskedFor"),
                Breakage.wire(
                        "JWKS of the issuer is never reloaded",
                        (request, wire) -> request.target().getPath().contains("jwks")
                                ? Memory.FIRST.computeIfAbsent(
                                        request.target().toString(), key -> wire.send(request), HttpAnswer.class)
                                : wire.send(request),
                        "IdentityTest.keysAreReadAgainForANewKey"));
    }

    /** Accepts a rejected ID token if its header and claims match. */
    private static Breakage accepted(String name, BiPredicate<JsonObject, JsonObject> such, String... caughtBy) {
        return new Breakage(
                name,
                call -> {
                    try {
                        return call.proceed();
                    } catch (ValidationException refused) {
                        String[] parts = text(json(LAST.get()), "id_token").split("\\.");
                        boolean accept = refused.attribute().equals("id_token")
                                && parts.length > 1
                                && such.test(decoded(parts[0]), decoded(parts[1]));
                        if (!accept) {
                            throw refused;
                        }
                        return taken(call.client().name());
                    }
                },
                IdentityBreakages::remembering,
                Breakage.none().answers(),
                List.of(caughtBy));
    }

    private static HttpAnswer remembering(HttpRequest request, Wire wire) {
        HttpAnswer answer = wire.send(request);
        if (Form.of(request).containsKey("grant_type")) {
            LAST.set(new String(answer.body(), UTF_8));
        }
        return answer;
    }

    private static TokenResponse taken(String server) {
        JsonObject members = json(LAST.get());
        AccessToken token = new AccessToken(
                server, text(members, "access_token"), Instant.now().plusSeconds(300), Scopes.none());
        return new TokenResponse(server, token, Scopes.none(), members, JsonValue.EMPTY_JSON_OBJECT);
    }

    private static Object whereverTheUserIs(Call call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof TokenResponse tokens) || tokens.validatedIdToken() == null) {
            return result;
        }
        JsonObject claims = tokens.validatedIdToken().claims();
        URI base = call.client().metadata().baseUrl();
        FhirUser user = FhirUser.of(text(claims, "fhirUser"), base).orElse(null);
        return new TokenResponse(
                tokens.server(),
                tokens.accessToken(),
                tokens.requestedScopes(),
                tokens.members(),
                tokens.carriedOver(),
                new IdToken(claims, user),
                tokens.findings());
    }

    private static Breakage requested(String name, Consumer<Map<String, String>> change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    if (!call.is("authorize")) {
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

    private static JsonObject decoded(String part) {
        return json(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String text(JsonObject object, String name) {
        JsonValue value = object.get(name);
        return value instanceof JsonString string ? string.getString() : String.valueOf(value);
    }
}
