package io.safire.broken;

import static io.safire.broken.RejectedIdTokens.acceptRejected;
import static io.safire.broken.RejectedIdTokens.textMember;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.token.FhirUser;
import io.safire.token.IdToken;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Deliberate defects in the request for ID tokens and in the validation of ID tokens. */
final class IdentityBreakages {

    private IdentityBreakages() {}

    static List<Breakage> all() {
        return List.of(
                ResponseBreakages.tokenResponse(
                                "ID token of a token response is ignored",
                                text -> ResponseBreakages.withoutMember(text, "id_token"),
                                "IdentityTest.returnsIdentityOfValidatedIdToken")
                        .breaks(47)
                        .reportedAs("Expecting Optional to contain a value but it was empty"),
                acceptRejected(
                        "Unsigned ID token is accepted",
                        (header, claims) -> header.getString("alg").equals("none"),
                        "IdTokenSigningTest.rejectsUnsignedIdToken"),
                acceptRejected(
                        "ID token with an HMAC that uses the public key as its secret is accepted",
                        (header, claims) -> header.getString("alg").startsWith("HS"),
                        "IdTokenSigningTest.rejectsPublicKeyAsHmacSecret"),
                acceptRejected(
                                "Signature of the ID token is not verified",
                                (header, claims) -> !header.getString("alg").equals("none"),
                                "IdTokenSigningTest.rejectsSignatureOfUnknownKey")
                        .breaks(201, 218),
                acceptRejected(
                        "ID token with the `b64` header is accepted",
                        (header, claims) -> header.containsKey("b64"),
                        "IdTokenSigningTest.rejectsUnencodedPayloadOption"),
                acceptRejected(
                        "Key in the header of the ID token is trusted",
                        (header, claims) -> header.containsKey("jwk"),
                        "IdTokenSigningTest.rejectsKeyInHeader"),
                acceptRejected(
                        "Key set that the header of the ID token names is trusted",
                        (header, claims) -> header.containsKey("jku"),
                        "IdTokenSigningTest.rejectsKeySetNamedInHeaderWithoutRequest"),
                acceptRejected(
                        "Critical header of the ID token is ignored",
                        (header, claims) -> header.containsKey("crit"),
                        "IdTokenSigningTest.rejectsCriticalHeader"),
                Breakage.requests(
                                "Signature of the ID token is decoded leniently",
                                IdentityBreakages::discardInvalidCharacters,
                                "IdTokenSigningTest.rejectsSignatureThatIsNotBase64url")
                        .breaks(201),
                acceptRejected(
                        "ID token of any issuer is accepted",
                        (header, claims) -> claims.containsKey("iss")
                                && !textMember(claims, "iss").equals(RejectedIdTokens.ISSUER.get()),
                        "IdTokenClaimsTest.rejectsOtherIssuerWithoutContactingIt",
                        "MixUpAttackTest.rejectsIssuerOfAnotherServer"),
                Breakage.requests(
                                "`jwks_uri` of the SMART metadata is used after any failure",
                                IdentityBreakages::reportMissingConfiguration,
                                "MixUpAttackTest.usesJwksUriOfSmartMetadataOnlyAfter404")
                        .breaks(218),
                acceptRejected(
                                "Keys of an issuer that several servers share are read from any of these servers",
                                (header, claims) -> textMember(claims, "iss").equals("shared.example.com"),
                                "IdTokenKeysTest.usesNoKeysOfMetadataForIssuerThatServersShare")
                        .breaks(218),
                acceptRejected(
                        "ID token for another audience is accepted",
                        (header, claims) -> textMember(claims, "aud").contains("app-other"),
                        "IdTokenClaimsTest.rejectsIdTokenForAnotherAudience"),
                acceptRejected(
                        "Audience of the ID token is compared by prefix",
                        (header, claims) -> textMember(claims, "aud").startsWith("app-id"),
                        "IdTokenClaimsTest.rejectsSimilarAudience"),
                acceptRejected(
                        "`azp` of the ID token is compared by prefix",
                        (header, claims) -> textMember(claims, "azp").startsWith("app-id"),
                        "IdTokenClaimsTest.rejectsAzpOfAnotherClient"),
                acceptRejected(
                        "ID token with another client in `azp` is accepted",
                        (header, claims) -> textMember(claims, "azp").contains("app-other"),
                        "IdTokenClaimsTest.rejectsAzpOfAnotherClient"),
                acceptRejected(
                        "`nonce` is not compared",
                        (header, claims) -> textMember(claims, "nonce").equals("of-another-request"),
                        "IdTokenNonceTest.rejectsNonceOfAnotherRequest"),
                acceptRejected(
                        "`nonce` is compared by prefix",
                        (header, claims) -> textMember(claims, "nonce").startsWith(RejectedIdTokens.NONCE.get()),
                        "IdTokenNonceTest.rejectsSimilarNonce"),
                acceptRejected(
                        "Case of the `nonce` is ignored",
                        (header, claims) -> textMember(claims, "nonce").equalsIgnoreCase(RejectedIdTokens.NONCE.get()),
                        "IdTokenNonceTest.rejectsSimilarNonce"),
                acceptRejected(
                        "Missing `nonce` is accepted",
                        (header, claims) -> !claims.containsKey("nonce"),
                        "IdTokenNonceTest.rejectsMissingOrEmptyNonce"),
                acceptRejected(
                        "Expired ID token is accepted",
                        (header, claims) -> claims.getInt("exp", Integer.MAX_VALUE)
                                < Instant.now().getEpochSecond(),
                        "IdTokenClaimsTest.rejectsExpiredIdToken",
                        "IdTokenClaimsTest.rejectsExpiredIdTokenDespiteServerClock"),
                acceptRejected(
                        "ID token with `iat` in the future is accepted",
                        (header, claims) ->
                                claims.getInt("iat", 0) > Instant.now().getEpochSecond(),
                        "IdTokenClaimsTest.rejectsIdTokenIssuedInFuture"),
                acceptRejected(
                        "ID token that was issued days ago is accepted",
                        (header, claims) -> claims.getInt("iat", Integer.MAX_VALUE)
                                < Instant.now().minus(Duration.ofDays(1)).getEpochSecond(),
                        "IdTokenClaimsTest.rejectsIdTokenIssuedMoreThanOneDayAgo"),
                acceptRejected(
                        "`nbf` of the ID token is ignored",
                        (header, claims) -> claims.containsKey("nbf"),
                        "IdTokenClaimsTest.rejectsIdTokenThatIsNotValidYet"),
                acceptRejected(
                        "ID token of another user is accepted in a refresh",
                        (header, claims) -> textMember(claims, "sub").equals("dr-2"),
                        "IdentityTest.rejectsRefreshForAnotherUser"),
                Breakage.calls(
                                "`fhirUser` on any host is accepted",
                                IdentityBreakages::acceptUserOnAnyHost,
                                "IdentityTest.ignoresFhirUserOnHostThatIsNotAllowed")
                        .breaks(202)
                        .reportedAs("Expecting an empty Optional but was containing value: FhirUser"),
                Breakage.calls(
                                "`fhirUser` is built from `sub`",
                                IdentityBreakages::buildUserFromSubject,
                                "IdentityTest.resolvesRelativeFhirUserAgainstFhirBase")
                        .breaks(202)
                        .reportedAs("/Practitioner/dr-1"),
                AuthorizationBreakages.changedParameters(
                                "`nonce` is omitted",
                                parameters -> parameters.remove("nonce"),
                                "IdTokenNonceTest.sendsFreshNonceWithOpenidScope")
                        .breaks(201)
                        .reportedAs("Expecting Optional to contain a value but it was empty"),
                AuthorizationBreakages.changedParameters(
                                "`max_age` is sent",
                                parameters -> parameters.put("max_age", "3600"),
                                "IdentityTest.requestsNoAuthenticationTime")
                        .breaks(211)
                        .reportedAs("max_age"),
                Breakage.requests(
                                "JWKS of the issuer is never reloaded",
                                (request, wire) -> request.target().getPath().contains("jwks")
                                        ? ReusedValues.INSTANCE.computeIfAbsent(
                                                request.target().toString(),
                                                key -> wire.send(request),
                                                InboundResponse.class)
                                        : wire.send(request),
                                "IdTokenKeysTest.reloadsJwksForUnknownKid")
                        .breaks(218)
                        .reportedAs("Expected size: 2 but was: "));
    }

    /** Removes the text that follows the Base64url characters of the signature, as a lenient decoder does. */
    private static InboundResponse discardInvalidCharacters(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        if (!FormParameters.parse(request).containsKey("grant_type")) {
            return response;
        }
        String text = new String(response.body(), UTF_8).replaceAll("(\"id_token\":\"[A-Za-z0-9._-]+)[^\"]*\"", "$1\"");
        return new InboundResponse(response.uri(), response.status(), response.headers(), text.getBytes(UTF_8));
    }

    /** Replaces a failed response with a 404, after which a correct client uses the SMART metadata. */
    private static InboundResponse reportMissingConfiguration(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        return request.target().getPath().endsWith("/openid-configuration") && !response.isSuccess()
                ? new InboundResponse(response.uri(), 404, response.headers(), response.body())
                : response;
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

    private static Object buildUserFromSubject(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof TokenResponse tokens) || tokens.identity().isEmpty()) {
            return result;
        }
        IdToken identity = tokens.identity().orElseThrow();
        URI base = call.client().metadata().baseUrl();
        FhirUser user = FhirUser.of("Practitioner/" + identity.subject(), base).orElse(null);
        return tokens.withIdentity(IdToken.of(identity.claims(), user));
    }
}
