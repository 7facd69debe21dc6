package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClient;
import io.safire.impl.transport.HttpAnswer;
import io.safire.token.AccessToken;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Breakages in authorization headers, revocation and introspection. */
final class ServiceBreakages {

    private static final String LOOK_ALIKE = "BearerTest.addressThatOnlyLooksLikeTheServerGetsNoToken";

    private ServiceBreakages() {}

    static List<Breakage> all() {
        return List.of(
                bearer(
                        "Token is sent to every URL",
                        (base, target) -> true,
                        LOOK_ALIKE,
                        "BearerTest.referenceOfALaunchedApplicationToAnotherServerGetsNoToken",
                        "BearerTest.referenceOfABackendServiceToAnotherServerGetsNoToken",
                        "BearerTest.fhirClientSendsTheTokenToItsOwnServerOnly",
                        "SmartBearerTest.tokenGoesToItsOwnServerOnly"),
                bearer(
                        "Token is sent to every path of the host",
                        (base, target) -> base.getAuthority().equals(target.getAuthority()),
                        LOOK_ALIKE),
                bearer(
                        "Token is sent to every URL that has the FHIR base URL as a string prefix",
                        (base, target) -> target.toString().startsWith(base.toString()),
                        LOOK_ALIKE),
                Breakage.calls(
                        "Tokens of another server are sent",
                        ServiceBreakages::ofThisServer,
                        "TokenServicesTest.tokensOfOneServerAreNotSentToAnother",
                        "BearerTest.tokenOfAnotherServerIsAMistake"),
                Breakage.calls(
                        "Revocation of a token response omits the access token",
                        ServiceBreakages::refreshTokenOnly,
                        "TokenServicesTest.signOutRevokesTheRefreshTokenAndThenTheAccessToken"),
                Breakage.wire(
                        "Introspection response without `active` counts as active",
                        (request, wire) -> {
                            HttpAnswer answer = wire.send(request);
                            return request.target().getPath().endsWith("/introspect")
                                            && !new String(answer.body(), UTF_8).contains("active\":")
                                    ? new HttpAnswer(
                                            answer.from(), 200, answer.headers(), "{\"active\":true}".getBytes(UTF_8))
                                    : answer;
                        },
                        "TokenServicesTest.introspectionThatDoesNotSayWhetherTheTokenIsActiveIsAnError"));
    }

    private static Breakage bearer(String name, BiPredicate<URI, URI> allowed, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    if (!call.is("authorization")) {
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

    private static Object ofThisServer(Call call) throws Throwable {
        for (int index = 0; index < call.arguments().length; index++) {
            String name = call.owner() == null ? "" : call.client().name();
            if (call.has(index, AccessToken.class)) {
                return call.proceedWith(index, of(name, call.argument(index, AccessToken.class)));
            }
            if (call.has(index, TokenResponse.class)) {
                TokenResponse tokens = call.argument(index, TokenResponse.class);
                return call.proceedWith(
                        index,
                        new TokenResponse(
                                name,
                                of(name, tokens.accessToken()),
                                tokens.requestedScopes(),
                                tokens.members(),
                                tokens.carriedOver()));
            }
        }
        return call.proceed();
    }

    private static AccessToken of(String server, AccessToken token) {
        return new AccessToken(server, token.value(), token.expiresAt(), token.scopes());
    }

    private static Object refreshTokenOnly(Call call) throws Throwable {
        if (!call.is("revoke") || !call.has(0, TokenResponse.class)) {
            return call.proceed();
        }
        String refreshToken =
                call.argument(0, TokenResponse.class).refreshToken().orElse("");
        return call.client().tokens().revokeRefreshToken(refreshToken);
    }
}
