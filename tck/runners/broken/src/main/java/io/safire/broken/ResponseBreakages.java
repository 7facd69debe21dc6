package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.InboundResponse;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Deliberate defects in the validation of authorization responses, token responses and brand bundles. */
final class ResponseBreakages {

    private static final String NON_OBJECTS_TEST = "HostileResponsesTest.rejectsTokenResponseThatIsNotJsonObject";
    private static final String UNUSABLE_TOKENS_TEST = "HostileResponsesTest.rejectsInvalidTokenResponses";
    private static final String TOKEN_RESPONSE =
            "{\"access_token\":\"accepted\",\"token_type\":\"Bearer\",\"expires_in\":300}";

    private ResponseBreakages() {}

    static List<Breakage> all() {
        return List.of(
                authorizationResponse(
                                "`state` is not compared",
                                (request, parameters) -> parameters.put("state", request.state()),
                                "LaunchTest.rejectsDifferentOrMissingState")
                        .breaks(4, 39, 60)
                        .reportedAs("ValidationException but was: io.safire.error.TokenException"),
                authorizationResponse(
                                "Missing `state` is accepted",
                                (request, parameters) -> parameters.putIfAbsent("state", request.state()),
                                "LaunchTest.rejectsDifferentOrMissingState")
                        .breaks(4, 39, 60)
                        .reportedAs("ValidationException but was: io.safire.error.TokenException"),
                authorizationResponse(
                                "`iss` of the authorization response is ignored",
                                (request, parameters) -> parameters.remove("iss"),
                                "LaunchTest.rejectsResponseOfAnotherIssuer",
                                "MixUpAttackTest.validatesIssAgainstConfiguredIssuer")
                        .reportedAs("ValidationException but was: io.safire.error.TokenException"),
                authorizationResponse(
                                "`iss` of an authorization error response is ignored",
                                (request, parameters) -> {
                                    if (parameters.containsKey("error")) {
                                        parameters.remove("iss");
                                    }
                                },
                                "MixUpAttackTest.validatesIssBeforeErrorCode")
                        .reportedAs("ValidationException but was: io.safire.error.AuthorizationException"),
                Breakage.calls(
                                "Authorization code of one server is exchanged at another server",
                                ResponseBreakages::exchangeRequestOfOtherServer,
                                "ClientRulesTest.rejectsExchangeAtAnotherServer")
                        .reportedAs("ValidationException but was: io.safire.error.DiscoveryException"),
                Breakage.calls(
                                "Refresh request contains scopes that were not granted",
                                ResponseBreakages::widenScopes,
                                "TokenRefreshTest.rejectsRefreshWithMoreScopes",
                                "ScopeRequestTest.rejectsRefreshForScopesNotGranted")
                        .breaks(108)
                        .reportedAs("ValidationException but was: io.safire.error.TokenException"),
                Breakage.requests(
                                "New refresh token of a refresh is ignored",
                                (request, wire) -> FormParameters.hasGrantType(request, "refresh_token")
                                        ? changed(wire.send(request), text -> withoutMember(text, "refresh_token"))
                                        : wire.send(request),
                                "TokenRefreshTest.returnsNewTokensOfRefresh",
                                "TokenRefreshTest.replacesRefreshTokenOnlyWhenServerRotatesIt",
                                "UserTokensTest.refreshesUserTokensWithLatestRefreshToken")
                        .breaks(117)
                        .reportedAs("not to be equal to"),
                tokenResponse(
                                "`scope` of a token response is ignored",
                                text -> withoutMember(text, "scope"),
                                "ScopeRequestTest.reportsDifferenceOfGrantedScopes",
                                "ScopeRequestTest.comparesGrantedScopesByMeaning")
                        .breaks(147)
                        .reportedAs("Expecting value to be false but was true", "expected: patient/Patient.c but was:"),
                tokenResponse(
                                "Entry of `fhirContext` without `role` has no role",
                                text -> text.replace(
                                        "\"reference\":\"ImagingStudy/1\"",
                                        "\"reference\":\"ImagingStudy/1\",\"role\":\"none\""),
                                "ClientRulesTest.defaultsFhirContextRoleToLaunch")
                        .breaks(191)
                        .reportedAs("[\"none\", "),
                tokenResponse(
                                "Token response of any size is accepted",
                                text -> text.length() > 1 << 20 ? TOKEN_RESPONSE : text,
                                NON_OBJECTS_TEST)
                        .reportedAs("[a body above 1 MiB] Expecting actual not to be null"),
                tokenResponse(
                                "Token response of any nesting depth is accepted",
                                text -> text.contains("[[[[") ? TOKEN_RESPONSE : text,
                                NON_OBJECTS_TEST)
                        .reportedAs("[nesting deeper than 64] Expecting actual not to be null"),
                tokenResponse(
                                "Duplicate members in a token response are accepted",
                                text -> withoutMember(text, ""),
                                NON_OBJECTS_TEST)
                        .reportedAs("[double] Expecting actual not to be null"),
                tokenResponse(
                                "Text after the JSON object of a token response is ignored",
                                text -> text.equals("{}{}") ? TOKEN_RESPONSE : text,
                                NON_OBJECTS_TEST)
                        .reportedAs("[two JSON objects] Expecting actual not to be null"),
                tokenResponse(
                        "Line break in an access token is accepted",
                        text -> text.replace("\\r\\nX-Injected: ", ""),
                        UNUSABLE_TOKENS_TEST),
                tokenResponse(
                        "Any `token_type` is accepted",
                        text -> text.replace("\"mac\"", "\"Bearer\""),
                        UNUSABLE_TOKENS_TEST),
                acceptedBundle(
                        "Brand bundle of any nesting depth is accepted",
                        text -> text.contains("[[[["),
                        "HostileBrandsTest.rejectsHostileBundleAndAcceptsNextOne"),
                acceptedBundle(
                        "Brand bundle with any number of brands is accepted",
                        text -> text.length() > 1 << 18,
                        "HostileBrandsTest.rejectsBundleWhoseBrandsNeedTooMuchMemory"));
    }

    /** A change to the parameters of an authorization response. */
    @FunctionalInterface
    private interface ParameterChange {
        void apply(AuthorizationRequest request, Map<String, String> parameters);
    }

    private static Breakage authorizationResponse(String name, ParameterChange change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    if (!call.isMethod("exchange")) {
                        return call.proceed();
                    }
                    AuthorizationResponse response = call.argument(1, AuthorizationResponse.class);
                    Map<String, String> parameters = new LinkedHashMap<>(response.parameters());
                    change.apply(call.argument(0, AuthorizationRequest.class), parameters);
                    return call.proceedWith(1, new AuthorizationResponse(parameters));
                },
                caughtBy);
    }

    static Breakage tokenResponse(String name, UnaryOperator<String> change, String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) -> {
                    InboundResponse response = wire.send(request);
                    return FormParameters.isForm(request) ? changed(response, change) : response;
                },
                caughtBy);
    }

    /** Returns the response with another body if the response is successful. */
    static InboundResponse changed(InboundResponse response, UnaryOperator<String> change) {
        if (!response.isSuccess()) {
            return response;
        }
        String text = change.apply(new String(response.body(), UTF_8));
        return new InboundResponse(response.uri(), response.status(), response.headers(), text.getBytes(UTF_8));
    }

    /**
     * Replaces a brand bundle that the client must reject. The replacement is an empty bundle that the client accepts.
     */
    private static Breakage acceptedBundle(String name, Predicate<String> accepted, String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) -> {
                    InboundResponse response = wire.send(request);
                    String text = new String(response.body(), UTF_8);
                    if (!text.startsWith("{\"resourceType\":\"Bundle\"") || !accepted.test(text)) {
                        return response;
                    }
                    byte[] empty = "{\"resourceType\":\"Bundle\"}".getBytes(UTF_8);
                    return new InboundResponse(response.uri(), response.status(), response.headers(), empty);
                },
                caughtBy);
    }

    private static Object exchangeRequestOfOtherServer(ApiCall call) throws Throwable {
        if (!call.isMethod("exchange")) {
            return call.proceed();
        }
        AuthorizationRequest request = call.argument(0, AuthorizationRequest.class);
        String name = call.client().name();
        return call.proceedWith(
                0, new AuthorizationRequest(name, request.endpoint(), request.parameters(), request.codeVerifier()));
    }

    private static Object widenScopes(ApiCall call) throws Throwable {
        if (!call.isMethod("refresh") || !call.hasArgument(0, RefreshRequest.class)) {
            return call.proceed();
        }
        RefreshRequest request = call.argument(0, RefreshRequest.class);
        return call.proceedWith(
                0, new RefreshRequest(request.refreshToken(), Scopes.none(), request.scopes(), request.carriedOver()));
    }

    /**
     * Returns the JSON object without the given member. The result has no duplicate members either, because the reader
     * keeps only the last of several members with the same name.
     */
    static String withoutMember(String text, String member) {
        JsonObjectBuilder members = Json.createObjectBuilder();
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            reader.readObject().forEach(members::add);
        } catch (JsonException notAnObject) {
            return text;
        }
        return members.remove(member).build().toString();
    }
}
