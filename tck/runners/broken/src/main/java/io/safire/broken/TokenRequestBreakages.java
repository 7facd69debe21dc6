package io.safire.broken;

import static io.safire.broken.AuthenticationBreakages.tokenRequest;
import static io.safire.broken.FormParameters.parse;
import static io.safire.broken.FormParameters.withParameter;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.OutboundRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Deliberate defects in single parameters of token requests. */
final class TokenRequestBreakages {

    private static final String EXCHANGE_TEST = "LaunchTest.sendsCodeRedirectUriAndVerifierAsForm";

    private TokenRequestBreakages() {}

    static List<Breakage> all() {
        return List.of(
                codeExchange(
                                "Authorization code is sent in the form and in the URL",
                                request -> request.withTarget(
                                        URI.create(request.target() + "?" + FormParameters.body(request))),
                                EXCHANGE_TEST)
                        .breaks(62)
                        .reportedAs("but was: \"/auth/token?"),
                codeExchange(
                                "`grant_type` of a code exchange is `code`",
                                request -> withParameter(request, "grant_type", "code"),
                                EXCHANGE_TEST)
                        .breaks(67)
                        .reportedAs("but was: \"code\""),
                codeExchange(
                                "Authorization code is decoded twice",
                                request -> withDecoded(request, "code"),
                                "LaunchTest.sendsCodeExactlyAsReceived")
                        .breaks(68)
                        .reportedAs("but was: \"a b/c=&d A\""),
                codeExchange(
                                "Code exchange sends the configured `redirect_uri` instead of the requested one",
                                request -> withParameter(request, "redirect_uri", "https://app.example/callback"),
                                "LaunchTest.sendsRedirectUriOfAuthorizationRequest",
                                "AuthorizationCodeTest.letsServerRejectWrongRedirectUri")
                        .breaks(69)
                        .reportedAs("but was: \"https://app.example/callback\"", "code to raise a throwable"),
                codeExchange(
                                "`code_verifier` does not belong to the `code_challenge`",
                                request -> withParameter(request, "code_verifier", "v".repeat(43)),
                                EXCHANGE_TEST)
                        .breaks(70)
                        .reportedAs("but was: \"vvvvv"),
                tokenRequest(
                                "`client_id` of a public client is omitted",
                                request -> withParameter(request, "client_id", ""),
                                "LaunchTest.sendsClientIdOfPublicClient")
                        .breaks(71)
                        .reportedAs("expected: \"app-public\" but was: \"\""),
                tokenRequest(
                                "Registered client secret is not used",
                                TokenRequestBreakages::withOtherSecret,
                                "RegistrationTest.usesRegisteredClientSecret")
                        .breaks(23)
                        .reportedAs(":x\""),
                refresh(
                                "Confidential client does not authenticate a refresh",
                                TokenRequestBreakages::withoutAuthentication,
                                "TokenRefreshTest.authenticatesRefreshByClientType")
                        .breaks(64)
                        .reportedAs("but was: \"\""),
                refresh(
                                "`grant_type` of a refresh is `authorization_code`",
                                request -> withParameter(request, "grant_type", "authorization_code"),
                                "TokenRefreshTest.sendsRefreshTokenWithoutScope")
                        .breaks(105)
                        .reportedAs("but was: \"authorization_code\""),
                refresh(
                                "Refresh token is decoded twice",
                                request -> withDecoded(request, "refresh_token"),
                                "TokenRefreshTest.sendsRefreshTokenExactlyAsReceived")
                        .breaks(106)
                        .reportedAs("but was: \"a b/c=&d A\""),
                refresh(
                                "First refresh token is sent each time",
                                request -> withParameter(request, "refresh_token", firstRefreshToken(request)),
                                "TokenRefreshTest.sendsLatestRefreshToken")
                        .breaks(106)
                        .reportedAs("but was: \""));
    }

    private static Breakage codeExchange(String name, UnaryOperator<OutboundRequest> change, String... caughtBy) {
        return grantRequest(name, "authorization_code", change, caughtBy);
    }

    private static Breakage refresh(String name, UnaryOperator<OutboundRequest> change, String... caughtBy) {
        return grantRequest(name, "refresh_token", change, caughtBy);
    }

    private static Breakage grantRequest(
            String name, String grantType, UnaryOperator<OutboundRequest> change, String... caughtBy) {
        return tokenRequest(
                name,
                request -> FormParameters.hasGrantType(request, grantType) ? change.apply(request) : request,
                caughtBy);
    }

    private static OutboundRequest withDecoded(OutboundRequest request, String name) {
        return withParameter(request, name, URLDecoder.decode(parse(request).get(name), UTF_8));
    }

    private static OutboundRequest withoutAuthentication(OutboundRequest request) {
        Map<String, String> form = parse(request);
        form.keySet().removeIf(name -> name.startsWith("client_assertion"));
        return request.withForm(null, FormParameters.encode(form));
    }

    /** Keeps the {@code client_id} in the Basic credentials. */
    private static OutboundRequest withOtherSecret(OutboundRequest request) {
        String header = String.valueOf(request.authorization());
        if (!header.startsWith("Basic ")) {
            return request;
        }
        String registered = new String(Base64.getDecoder().decode(header.substring("Basic ".length())), UTF_8);
        String changed = registered.replaceFirst(":.*", ":x");
        return request.withForm(
                "Basic " + Base64.getEncoder().encodeToString(changed.getBytes(UTF_8)), FormParameters.body(request));
    }

    private static String firstRefreshToken(OutboundRequest request) {
        return ReusedValues.INSTANCE.computeIfAbsent(
                "refresh token of " + request.target(), key -> parse(request).get("refresh_token"), String.class);
    }
}
