package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.token.AccessToken;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Deliberate defects in authorization headers, revocation and introspection. */
final class ServiceBreakages {

    private static final String LOOK_ALIKE_URL_TEST = "BearerTest.withholdsTokenFromLookalikeUrls";

    private ServiceBreakages() {}

    static List<Breakage> all() {
        return List.of(
                authorizationHeader(
                                "Token is sent to every URL",
                                (base, target) -> true,
                                LOOK_ALIKE_URL_TEST,
                                "BearerTest.withholdsUserTokenFromReferencedForeignServer",
                                "BearerTest.withholdsClientCredentialsTokenFromReferencedForeignServer",
                                "BearerTest.sendsTokenOnlyToOwnServer",
                                "SmartBearerTest.sendsTokenOnlyToOwnServer")
                        .breaks(97, 98, 267, 268)
                        .reportedAs(
                                "Expecting an empty Optional but was containing value: \"Bearer ",
                                "to contain exactly (and in same order): [\"\"]"),
                authorizationHeader(
                                "Token is sent to every path of the host",
                                (base, target) -> base.getAuthority().equals(target.getAuthority()),
                                LOOK_ALIKE_URL_TEST)
                        .breaks(97, 267)
                        .reportedAs("/fhir-evil/Patient/pat-1] Expecting an empty Optional"),
                authorizationHeader(
                                "Token is sent to every URL that has the FHIR base URL as a string prefix",
                                (base, target) -> target.toString().startsWith(base.toString()),
                                LOOK_ALIKE_URL_TEST)
                        .breaks(97, 267)
                        .reportedAs("/fhir-evil/Patient/pat-1] Expecting an empty Optional"),
                Breakage.calls(
                        "Tokens of another server are sent",
                        ServiceBreakages::relabelTokens,
                        "TokenIntrospectionTest.introspectsNoTokenOfAnotherServer",
                        "TokenRevocationTest.revokesNoTokenOfAnotherServer",
                        "BearerTest.rejectsTokenOfAnotherServer"),
                Breakage.calls(
                                "Revocation of a token response omits the access token",
                                ServiceBreakages::revokeRefreshTokenOnly,
                                "TokenRevocationTest.revokesRefreshTokenBeforeAccessToken")
                        .reportedAs("Expected size: 2 but was: 1"),
                introspectionRequest(
                                "Introspection request has no client authentication",
                                ServiceBreakages::withoutAuthentication,
                                "TokenIntrospectionTest.authenticatesIntrospectionByClientType")
                        .breaks(270)
                        .reportedAs("expected: true but was: false"),
                introspectionRequest(
                                "Token is sent in the URL of the introspection request",
                                request -> request.withTarget(URI.create(request.target() + "?token="
                                        + FormParameters.parse(request).get("token"))),
                                "TokenIntrospectionTest.sendsTokenInFormOfPostRequest")
                        .breaks(270)
                        .reportedAs("but was: \"/auth/introspect?token="),
                Breakage.requests(
                                "Introspection response without `active` counts as active",
                                (request, wire) -> {
                                    InboundResponse response = wire.send(request);
                                    return request.target().getPath().endsWith("/introspect")
                                                    && !new String(response.body(), UTF_8).contains("active\":")
                                            ? new InboundResponse(
                                                    response.uri(),
                                                    200,
                                                    response.headers(),
                                                    "{\"active\":true}".getBytes(UTF_8))
                                            : response;
                                },
                                "TokenIntrospectionTest.rejectsIntrospectionResponseWithoutActive")
                        .breaks(270));
    }

    private static Breakage authorizationHeader(String name, BiPredicate<URI, URI> allowed, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    if (!call.isMethod("authorization")) {
                        return call.proceed();
                    }
                    URI base = call.client().metadata().baseUrl();
                    return allowed.test(base, call.argument(1, URI.class))
                            ? Optional.of("Bearer "
                                    + call.argument(0, AccessToken.class).value())
                            : call.proceed();
                },
                caughtBy);
    }

    private static Breakage introspectionRequest(
            String name, UnaryOperator<OutboundRequest> change, String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) ->
                        wire.send(request.target().getPath().endsWith("/introspect") ? change.apply(request) : request),
                caughtBy);
    }

    private static OutboundRequest withoutAuthentication(OutboundRequest request) {
        Map<String, String> form = FormParameters.parse(request);
        form.keySet().removeAll(List.of("client_id", "client_assertion", "client_assertion_type"));
        return request.withForm(null, FormParameters.encode(form));
    }

    private static Object relabelTokens(ApiCall call) throws Throwable {
        for (int index = 0; index < call.arguments().length; index++) {
            String name = call.owner() == null ? "" : call.client().name();
            if (call.hasArgument(index, AccessToken.class)) {
                return call.proceedWith(index, withServer(name, call.argument(index, AccessToken.class)));
            }
            if (call.hasArgument(index, TokenResponse.class)) {
                TokenResponse tokens = call.argument(index, TokenResponse.class);
                return call.proceedWith(
                        index,
                        TokenResponse.of(
                                name,
                                withServer(name, tokens.accessToken()),
                                tokens.requestedScopes(),
                                tokens.members(),
                                tokens.carriedOver()));
            }
        }
        return call.proceed();
    }

    private static AccessToken withServer(String server, AccessToken token) {
        return new AccessToken(server, token.value(), token.expiresAt(), token.scopes());
    }

    private static Object revokeRefreshTokenOnly(ApiCall call) throws Throwable {
        if (!call.isMethod("revoke") || !call.hasArgument(0, TokenResponse.class)) {
            return call.proceed();
        }
        String refreshToken =
                call.argument(0, TokenResponse.class).refreshToken().orElse("");
        return call.client().tokens().revokeRefreshToken(refreshToken);
    }
}
