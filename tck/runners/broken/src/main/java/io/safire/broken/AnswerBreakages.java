package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.Credential;
import io.safire.SmartClient;
import io.safire.error.TokenException;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Breakages in the validation of authorization responses, token responses and brand bundles. */
final class AnswerBreakages {

    private static final String NO_OBJECTS = "HostileAnswersTest.tokenAnswersThatAreNoJsonObject";
    private static final String UNUSABLE = "HostileAnswersTest.tokensThatCannotBeUsed";
    private static final String GRANTED =
            "{\"access_token\":\"accepted\",\"token_type\":\"Bearer\",\"expires_in\":300}";

    private static final AtomicReference<String> LAST = new AtomicReference<>("");

    private AnswerBreakages() {}

    static List<Breakage> all() {
        return List.of(
                response(
                        "`state` is not compared",
                        (request, parameters) -> parameters.put("state", request.state()),
                        "LaunchTest.exchangeIsRefusedWhenStateDiffersOrIsMissing"),
                response(
                        "Missing `state` is accepted",
                        (request, parameters) -> parameters.putIfAbsent("state", request.state()),
                        "LaunchTest.exchangeIsRefusedWhenStateDiffersOrIsMissing"),
                response(
                        "`iss` of the authorization response is ignored",
                        (request, parameters) -> parameters.remove("iss"),
                        "LaunchTest.answerOfAnotherIssuerIsRefused",
                        "AuthorityTest.configuredIssuerIsComparedWithoutMetadata"),
                response(
                        "`iss` of an authorization error response is ignored",
                        (request, parameters) -> {
                            if (parameters.containsKey("error")) {
                                parameters.remove("iss");
                            }
                        },
                        "AuthorityTest.issuerOfAnErrorResponseIsComparedFirst"),
                Breakage.calls(
                        "Authorization code of one server is exchanged at another",
                        AnswerBreakages::ofWhateverServer,
                        "ClientRulesTest.requestOfOneServerIsNotExchangedAtAnother"),
                Breakage.calls(
                        "Refresh requests scopes that were not granted",
                        AnswerBreakages::widened,
                        "LaunchTest.refreshCanAskForLessAndNeverForMore",
                        "ScopesTest.refreshForMoreThanWasGrantedIsNotSent"),
                new Breakage(
                        "Error message contains the response body",
                        AnswerBreakages::repeatingTheResponse,
                        AnswerBreakages::remembering,
                        Breakage.none().answers(),
                        List.of(
                                "HostileAnswersTest.secretThatIsNameOfMemberIsNotShown",
                                "HostileAnswersTest.secretInOtherEncodingIsNotShown",
                                "TokenServicesTest.errorOfRevocationShowsNeitherTokenOfPair")),
                Breakage.calls(
                        "Error message contains the client secret",
                        AnswerBreakages::talkative,
                        "TroubleshootingTest.wrongSecretPointsAtTheKeysAndDoesNotShowIt"),
                Breakage.calls(
                        "Error message contains the refresh token",
                        AnswerBreakages::talkative,
                        "HostileAnswersTest.secretsThatAServerRepeatsAreNotShown"),
                answer(
                        "Rotated refresh token is dropped",
                        text -> without(text, "refresh_token"),
                        "LaunchTest.refreshGivesNewTokensAndKeepsTheContext"),
                answer("Token response of any size is accepted", text -> text.length() > 1 << 20 ? GRANTED : text, NO_OBJECTS),
                answer("Token response of any nesting depth is accepted", text -> text.contains("[[[[") ? GRANTED : text, NO_OBJECTS),
                answer("Duplicate members in a token response are accepted", text -> without(text, ""), NO_OBJECTS),
                answer("Text after the JSON object of a token response is ignored", text -> text.equals("{}{}") ? GRANTED : text, NO_OBJECTS),
                answer("Line break in an access token is accepted", text -> text.replace("\\r\\nX-Injected: ", ""), UNUSABLE),
                answer("Any `token_type` is accepted", text -> text.replace("\"mac\"", "\"Bearer\""), UNUSABLE),
                bundle(
                        "Brand bundle of any nesting depth is accepted",
                        text -> text.contains("[[[["),
                        "HostileBrandsTest.rejectsHostileBundleAndReadsNextOne"),
                bundle(
                        "Brand bundle with any number of brands is accepted",
                        text -> text.length() > 1 << 18,
                        "HostileBrandsTest.rejectsBundleWhoseBrandsNeedTooMuchMemory"));
    }

    /** A change to the parameters of an authorization response. */
    @FunctionalInterface
    private interface ResponseChange {
        void apply(AuthorizationRequest request, Map<String, String> parameters);
    }

    private static Breakage response(String name, ResponseChange change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    if (!call.is("exchange")) {
                        return call.proceed();
                    }
                    AuthorizationResponse response = call.argument(1, AuthorizationResponse.class);
                    Map<String, String> parameters = new LinkedHashMap<>(response.parameters());
                    change.apply(call.argument(0, AuthorizationRequest.class), parameters);
                    return call.proceedWith(1, new AuthorizationResponse(parameters));
                },
                caughtBy);
    }

    private static Breakage answer(String name, UnaryOperator<String> change, String... caughtBy) {
        return Breakage.wire(
                name,
                (request, wire) -> {
                    HttpAnswer answer = wire.send(request);
                    if (!Form.isIn(request) || !answer.isSuccess()) {
                        return answer;
                    }
                    String text = change.apply(new String(answer.body(), UTF_8));
                    return new HttpAnswer(answer.from(), answer.status(), answer.headers(), text.getBytes(UTF_8));
                },
                caughtBy);
    }

    /** Replaces a brand bundle that must be rejected with an empty bundle, which the client accepts. */
    private static Breakage bundle(String name, Predicate<String> accepted, String... caughtBy) {
        return Breakage.wire(
                name,
                (request, wire) -> {
                    HttpAnswer answer = wire.send(request);
                    String text = new String(answer.body(), UTF_8);
                    if (!text.startsWith("{\"resourceType\":\"Bundle\"") || !accepted.test(text)) {
                        return answer;
                    }
                    byte[] empty = "{\"resourceType\":\"Bundle\"}".getBytes(UTF_8);
                    return new HttpAnswer(answer.from(), answer.status(), answer.headers(), empty);
                },
                caughtBy);
    }

    private static Object ofWhateverServer(Call call) throws Throwable {
        if (!call.is("exchange")) {
            return call.proceed();
        }
        AuthorizationRequest request = call.argument(0, AuthorizationRequest.class);
        String name = call.client().name();
        return call.proceedWith(
                0, new AuthorizationRequest(name, request.endpoint(), request.parameters(), request.codeVerifier()));
    }

    private static Object widened(Call call) throws Throwable {
        if (!call.is("refresh") || !call.has(0, RefreshRequest.class)) {
            return call.proceed();
        }
        RefreshRequest request = call.argument(0, RefreshRequest.class);
        return call.proceedWith(
                0, new RefreshRequest(request.refreshToken(), Scopes.none(), request.scopes(), request.carriedOver()));
    }

    private static HttpAnswer remembering(HttpRequest request, Wire wire) {
        HttpAnswer answer = wire.send(request);
        LAST.set(new String(answer.body(), UTF_8));
        return answer;
    }

    private static Object repeatingTheResponse(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (TokenException refused) {
            throw new TokenException(
                    refused.server().orElse(""),
                    refused.getMessage() + " Response: " + LAST.get(),
                    refused.status().orElse(400),
                    refused.members(),
                    refused.receivedFields());
        }
    }

    private static Object talkative(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (TokenException refused) {
            String secret = "";
            if (call.has(2, Credential.Secret.class)) {
                secret = call.argument(2, Credential.Secret.class).value();
            } else if (call.has(0, TokenResponse.class)) {
                secret = call.argument(0, TokenResponse.class).refreshToken().orElse("");
            }
            throw new TokenException(
                    refused.server().orElse(""),
                    refused.getMessage() + " Secret: " + secret,
                    refused.status().orElse(400),
                    refused.members(),
                    refused.receivedFields());
        }
    }

    /** Returns the object as a parser reads it that keeps the last of several members with the same name. */
    private static String without(String text, String member) {
        JsonObjectBuilder members = Json.createObjectBuilder();
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            reader.readObject().forEach(members::add);
        } catch (JsonException notAnObject) {
            return text;
        }
        return members.remove(member).build().toString();
    }
}
