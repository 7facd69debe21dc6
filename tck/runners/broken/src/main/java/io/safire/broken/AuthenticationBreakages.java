package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.ConfigurationException;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.token.Scopes;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Deliberate defects in token requests and in client authentication. */
final class AuthenticationBreakages {

    private static final String BASIC_TEST = "LaunchTest.authenticatesSymmetricClientByBasicOnly";
    private static final String POST_TEST = "ClientAuthenticationMethodTest.sendsSecretInFormOnly";
    private static final String ASSERTION_TEST = "LaunchTest.authenticatesAsymmetricClientByAssertionOnly";
    private static final String EXCHANGE_TEST = "LaunchTest.sendsCodeRedirectUriAndVerifierAsForm";

    private static final String BACKEND_TEST = "BackendTest.obtainsTokenWithRs384AndEs384";
    private static final String NARROWER_TEST = "ScopeRequestTest.sendsNarrowerScopesOfRefreshUnchanged";

    private AuthenticationBreakages() {}

    static List<Breakage> all() {
        return List.of(
                tokenRequest(
                                "`client_id` is sent in addition to HTTP Basic",
                                request -> isBasic(request)
                                        ? FormParameters.withParameter(
                                                request, "client_id", basicCredentials(request)[0])
                                        : request,
                                BASIC_TEST)
                        .breaks(72)
                        .reportedAs("\"client_id\"=[\"app-symmetric\"]"),
                tokenRequest(
                                "Client secret is sent in the request body",
                                request -> isBasic(request) ? withSecretInBody(request) : request,
                                BASIC_TEST)
                        .breaks(66, 345)
                        .reportedAs("but was: \"\""),
                tokenRequest(
                                "Client secret is sent in the URL in addition to the request body",
                                request -> FormParameters.parse(request).containsKey("client_secret")
                                        ? request.withTarget(URI.create(request.target() + "?client_secret=x"))
                                        : request,
                                POST_TEST)
                        .reportedAs("client_secret=x"),
                tokenRequest(
                                "Client secret is sent in the request body and in the `Authorization` header",
                                request -> FormParameters.parse(request).containsKey("client_secret")
                                        ? request.withForm("Basic eDp4", FormParameters.body(request))
                                        : request,
                                POST_TEST)
                        .reportedAs("Basic eDp4"),
                tokenRequest(
                                "HTTP Basic credentials are not form-encoded",
                                request -> isBasic(request)
                                        ? request.withForm(unencodedBasic(request), FormParameters.body(request))
                                        : request,
                                "TroubleshootingTest.encodesSpecialCharactersOfSecret")
                        .breaks(345)
                        .reportedAs("but was: \"app-special:s3:cr%t"),
                tokenRequest(
                                "Public client authenticates with an empty secret",
                                request -> FormParameters.parse(request).containsKey("client_id")
                                        ? request.withForm("Basic YXBwLXB1YmxpYzo=", FormParameters.body(request))
                                        : request,
                                "LaunchTest.sendsClientIdOfPublicClient")
                        .breaks(63)
                        .reportedAs("Basic YXBwLXB1YmxpYzo="),
                tokenRequest(
                                "`client_id` is sent in addition to a client assertion",
                                request -> FormParameters.parse(request).containsKey("client_assertion")
                                        ? FormParameters.withParameter(request, "client_id", "app-asymmetric")
                                        : request,
                                ASSERTION_TEST)
                        .breaks(72)
                        .reportedAs("\"client_id\"=[\"app-asymmetric\"]"),
                assertionRequest("`client_assertion_type` is omitted", "client_assertion_type")
                        .breaks(237, 333)
                        .reportedAs("but was: \"\""),
                assertionRequest("`client_assertion` is omitted", "client_assertion")
                        .breaks(238, 334)
                        .reportedAs("to match pattern: "),
                tokenRequest(
                                "`code_verifier` is omitted",
                                request -> FormParameters.withParameter(request, "code_verifier", ""),
                                EXCHANGE_TEST)
                        .breaks(70)
                        .reportedAs("but was: \"\""),
                tokenRequest(
                                "Token request and authorization request contain different values of `redirect_uri`",
                                request -> FormParameters.hasGrantType(request, "authorization_code")
                                        ? FormParameters.withParameter(
                                                request, "redirect_uri", "https://app.example/other")
                                        : request,
                                EXCHANGE_TEST)
                        .breaks(69)
                        .reportedAs("but was: \"https://app.example/other\""),
                tokenRequest(
                                "Token request is sent by GET",
                                request -> OutboundRequest.get(
                                        URI.create(request.target() + "?" + FormParameters.body(request)), null),
                                EXCHANGE_TEST,
                                BACKEND_TEST)
                        .breaks(62, 234)
                        .reportedAs("but was: \"GET\""),
                clientCredentialsRequest(
                                "Client credentials request is JSON",
                                request -> OutboundRequest.postJson(request.target(), null, json(request)),
                                BACKEND_TEST)
                        .breaks(234)
                        .reportedAs("Expecting actual: \"application/json"),
                clientCredentialsRequest(
                                "`grant_type` of a backend service is `client-credentials`",
                                request -> FormParameters.withParameter(request, "grant_type", "client-credentials"),
                                BACKEND_TEST)
                        .breaks(236)
                        .reportedAs("but was: \"client-credentials\""),
                tokenRequest(
                                "Token endpoint is guessed from the base URL",
                                request -> request.withTarget(request.target().resolve("/auth/token")),
                                "DiscoveryTest.discoversTokenEndpointBelowFhirBase")
                        .breaks(226)
                        .reportedAs("Expected size: 1 but was: 0"),
                tokenRequest(
                                "Refresh request always sends `scope`",
                                request -> FormParameters.hasGrantType(request, "refresh_token")
                                        ? FormParameters.withParameter(request, "scope", "patient/*.rs")
                                        : request,
                                "TokenRefreshTest.sendsRefreshTokenWithoutScope",
                                NARROWER_TEST)
                        .breaks(107)
                        .reportedAs("\"scope\"=[\"patient/*.rs\"]", "but was: patient/*.rs"),
                tokenRequest(
                                "Requested scopes of a refresh are omitted",
                                request -> FormParameters.hasGrantType(request, "refresh_token")
                                        ? FormParameters.withParameter(request, "scope", "")
                                        : request,
                                NARROWER_TEST)
                        .breaks(107)
                        .reportedAs("but was: launch/patient patient/*.rs offline_access"),
                Breakage.requests(
                                "Code and refresh token are sent again after a failed client authentication",
                                AuthenticationBreakages::resendAfter401,
                                "TroubleshootingTest.sendsCodeOnceAndUsesPreviousSecretForNextLaunch",
                                "TroubleshootingTest.usesPreviousSecretOnlyFromNextRefreshOn")
                        .reportedAs("to contain exactly (and in same order): [\"correct-horse-battery\""),
                Breakage.requests(
                                "Response to a client credentials request is reused",
                                AuthenticationBreakages::reuseTokenResponse,
                                "BackendTest.usesNewJtiForEachTokenRequest")
                        .breaks(263)
                        .reportedAs("Expected size: 5 but was: 1"),
                Breakage.calls(
                                "Client credentials request without scopes requests `system/*.rs`",
                                AuthenticationBreakages::requestAllSystemScopes,
                                "BackendTest.sendsNoTokenRequestWithoutScopes")
                        .breaks(235));
    }

    private static Object requestAllSystemScopes(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (ConfigurationException failure) {
            if (call.isMethod("requestToken") && failure.missingAttributes().contains("scopes")) {
                return call.client().requestToken(Scopes.of("system/*.rs"));
            }
            throw failure;
        }
    }

    /** Changes the requests to the token endpoint. */
    static Breakage tokenRequest(String name, UnaryOperator<OutboundRequest> change, String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) -> wire.send(
                        FormParameters.parse(request).containsKey("grant_type") ? change.apply(request) : request),
                caughtBy);
    }

    /** Omits a parameter of token requests that contain an assertion. */
    private static Breakage assertionRequest(String name, String omitted) {
        return tokenRequest(
                name,
                request -> FormParameters.parse(request).containsKey("client_assertion")
                        ? FormParameters.withParameter(request, omitted, "")
                        : request,
                BACKEND_TEST,
                ASSERTION_TEST);
    }

    private static Breakage clientCredentialsRequest(
            String name, UnaryOperator<OutboundRequest> change, String... caughtBy) {
        return tokenRequest(
                name,
                request -> FormParameters.hasGrantType(request, "client_credentials") ? change.apply(request) : request,
                caughtBy);
    }

    private static String json(OutboundRequest request) {
        JsonObjectBuilder members = Json.createObjectBuilder();
        FormParameters.parse(request).forEach(members::add);
        return members.build().toString();
    }

    private static InboundResponse reuseTokenResponse(OutboundRequest request, RequestSender wire) {
        return FormParameters.hasGrantType(request, "client_credentials")
                ? ReusedValues.INSTANCE.computeIfAbsent(
                        "token of " + request.target(), key -> wire.send(request), InboundResponse.class)
                : wire.send(request);
    }

    private static InboundResponse resendAfter401(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        return response.status() == 401
                        && isBasic(request)
                        && FormParameters.parse(request).containsKey("grant_type")
                ? wire.send(request)
                : response;
    }

    private static boolean isBasic(OutboundRequest request) {
        return request.authorization() != null && request.authorization().startsWith("Basic ");
    }

    private static OutboundRequest withSecretInBody(OutboundRequest request) {
        Map<String, String> form = FormParameters.parse(request);
        form.put("client_id", basicCredentials(request)[0]);
        form.put("client_secret", basicCredentials(request)[1]);
        return request.withForm(null, FormParameters.encode(form));
    }

    private static String[] basicCredentials(OutboundRequest request) {
        String encoded = String.valueOf(request.authorization()).substring("Basic ".length());
        return new String(Base64.getDecoder().decode(encoded), UTF_8).split(":", 2);
    }

    private static String unencodedBasic(OutboundRequest request) {
        String[] pair = basicCredentials(request);
        String bare = URLDecoder.decode(pair[0], UTF_8) + ":" + URLDecoder.decode(pair[1], UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bare.getBytes(UTF_8));
    }
}
