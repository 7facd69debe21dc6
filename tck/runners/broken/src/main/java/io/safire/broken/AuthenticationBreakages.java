package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClient;
import io.safire.error.ConfigurationException;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.token.Scopes;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Breakages in token requests and in client authentication. */
final class AuthenticationBreakages {

    private static final String BASIC_ALONE = "LaunchTest.symmetricClientAuthenticatesByBasicAlone";
    private static final String EXCHANGE = "LaunchTest.exchangeSendsCodeRedirectUriAndVerifierAsForm";

    private AuthenticationBreakages() {}

    static List<Breakage> all() {
        return List.of(
                token(
                        "`client_id` is sent in addition to HTTP Basic",
                        request -> isBasic(request) ? Form.with(request, "client_id", pair(request)[0]) : request,
                        BASIC_ALONE),
                token("Client secret is sent in the request body", request -> isBasic(request) ? inTheBody(request) : request, BASIC_ALONE),
                token(
                        "HTTP Basic credentials are not form-encoded",
                        request -> isBasic(request)
                                ? HttpRequest.post(request.target(), bare(request), Form.body(request))
                                : request,
                        "TroubleshootingTest.secretWithSpecialCharactersIsEncoded"),
                token(
                        "Public client authenticates with an empty secret",
                        request -> Form.of(request).containsKey("client_id")
                                ? HttpRequest.post(request.target(), "Basic YXBwLXB1YmxpYzo=", Form.body(request))
                                : request,
                        "LaunchTest.publicClientNamesItselfAndDoesNotAuthenticate"),
                token(
                        "`client_id` is sent in addition to a client assertion",
                        request -> Form.of(request).containsKey("client_assertion")
                                ? Form.with(request, "client_id", "app-asymmetric")
                                : request,
                        "LaunchTest.asymmetricClientAuthenticatesByAssertionAlone"),
                token("`code_verifier` is omitted", request -> Form.with(request, "code_verifier", ""), EXCHANGE),
                token(
                        "`redirect_uri` of the token request differs from that of the authorization request",
                        request -> Form.grants(request, "authorization_code")
                                ? Form.with(request, "redirect_uri", "https://app.example/other")
                                : request,
                        EXCHANGE),
                token(
                        "Authorization code is sent in a URL",
                        request -> HttpRequest.get(URI.create(request.target() + "?" + Form.body(request)), null),
                        EXCHANGE),
                token(
                        "Refresh request always sends `scope`",
                        request -> Form.grants(request, "refresh_token")
                                ? Form.with(request, "scope", "patient/*.rs")
                                : request,
                        "LaunchTest.refreshGivesNewTokensAndKeepsTheContext"),
                Breakage.wire(
                        "Code and refresh token are sent again after a failed client authentication",
                        AuthenticationBreakages::insistent,
                        "TroubleshootingTest.codeIsNotSentAgainWithThePreviousSecretWhichTheNextLaunchGoesWith",
                        "TroubleshootingTest.refreshTokenIsNotSentAgainWithThePreviousSecretBeforeTheNextRefresh"),
                Breakage.wire(
                        "Response to a backend token request is reused",
                        AuthenticationBreakages::again,
                        "BackendTest.everyTokenIsNewAndEveryAssertionHasAJtiOfItsOwn"),
                Breakage.calls(
                        "Backend token request without scopes requests `system/*.rs`",
                        AuthenticationBreakages::forEverything,
                        "BackendTest.requestWithoutScopesIsNotSent"));
    }

    private static Object forEverything(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (ConfigurationException failure) {
            if (call.is("requestToken") && failure.missingAttributes().contains("scopes")) {
                return call.client().requestToken(Scopes.of("system/*.rs"));
            }
            throw failure;
        }
    }

    private static Breakage token(String name, UnaryOperator<HttpRequest> change, String... caughtBy) {
        return Breakage.wire(
                name,
                (request, wire) ->
                        wire.send(Form.of(request).containsKey("grant_type") ? change.apply(request) : request),
                caughtBy);
    }

    private static HttpAnswer again(HttpRequest request, Wire wire) {
        return Form.grants(request, "client_credentials")
                ? Memory.FIRST.computeIfAbsent(
                        "token of " + request.target(), key -> wire.send(request), HttpAnswer.class)
                : wire.send(request);
    }

    private static HttpAnswer insistent(HttpRequest request, Wire wire) {
        HttpAnswer answer = wire.send(request);
        return answer.status() == 401 && isBasic(request) && Form.of(request).containsKey("grant_type")
                ? wire.send(request)
                : answer;
    }

    private static boolean isBasic(HttpRequest request) {
        return request.authorization() != null && request.authorization().startsWith("Basic ");
    }

    private static HttpRequest inTheBody(HttpRequest request) {
        Map<String, String> form = Form.of(request);
        form.put("client_id", pair(request)[0]);
        form.put("client_secret", pair(request)[1]);
        return HttpRequest.post(request.target(), null, Form.text(form));
    }

    private static String[] pair(HttpRequest request) {
        String encoded = String.valueOf(request.authorization()).substring("Basic ".length());
        return new String(Base64.getDecoder().decode(encoded), UTF_8).split(":", 2);
    }

    private static String bare(HttpRequest request) {
        String[] pair = pair(request);
        String bare = URLDecoder.decode(pair[0], UTF_8) + ":" + URLDecoder.decode(pair[1], UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bare.getBytes(UTF_8));
    }
}
