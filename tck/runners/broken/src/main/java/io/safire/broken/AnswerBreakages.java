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

/** What can be wrong with the way an answer is taken: that of the browser, and that of the token endpoint. */
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
                        "state is not compared",
                        (request, parameters) -> parameters.put("state", request.state()),
                        "LaunchTest.exchangeIsRefusedWhenStateDiffersOrIsMissing"),
                response(
                        "missing state is accepted",
                        (request, parameters) -> parameters.putIfAbsent("state", request.state()),
                        "LaunchTest.exchangeIsRefusedWhenStateDiffersOrIsMissing"),
                response(
                        "iss of the answer is ignored",
                        (request, parameters) -> parameters.remove("iss"),
                        "LaunchTest.answerOfAnotherIssuerIsRefused",
                        "AuthorityTest.configuredIssuerIsComparedWithoutMetadata"),
                response(
                        "iss of an error response is ignored",
                        (request, parameters) -> {
                            if (parameters.containsKey("error")) {
                                parameters.remove("iss");
                            }
                        },
                        "AuthorityTest.issuerOfAnErrorResponseIsComparedFirst"),
                Breakage.calls(
                        "request of another server is exchanged",
                        AnswerBreakages::ofWhateverServer,
                        "ClientRulesTest.requestOfOneServerIsNotExchangedAtAnother"),
                Breakage.calls(
                        "scope of a refresh is widened",
                        AnswerBreakages::widened,
                        "LaunchTest.refreshCanAskForLessAndNeverForMore",
                        "ScopesTest.refreshForMoreThanWasGrantedIsNotSent"),
                new Breakage(
                        "message repeats the response",
                        AnswerBreakages::repeatingTheResponse,
                        AnswerBreakages::remembering,
                        Breakage.none().answers(),
                        List.of(
                                "HostileAnswersTest.secretThatIsNameOfMemberIsNotShown",
                                "HostileAnswersTest.secretInOtherEncodingIsNotShown",
                                "TokenServicesTest.errorOfRevocationShowsNeitherTokenOfPair")),
                Breakage.calls(
                        "secret is in a message",
                        AnswerBreakages::talkative,
                        "TroubleshootingTest.wrongSecretPointsAtTheKeysAndDoesNotShowIt"),
                Breakage.calls(
                        "refresh token that the server repeats is in a message",
                        AnswerBreakages::talkative,
                        "HostileAnswersTest.secretsThatAServerRepeatsAreNotShown"),
                answer(
                        "new refresh token is dropped",
                        text -> without(text, "refresh_token"),
                        "LaunchTest.refreshGivesNewTokensAndKeepsTheContext"),
                answer("body of any size is accepted", text -> text.length() > 1 << 20 ? GRANTED : text, NO_OBJECTS),
                answer("nesting of any depth is accepted", text -> text.contains("[[[[") ? GRANTED : text, NO_OBJECTS),
                answer("doubled members are accepted", text -> without(text, ""), NO_OBJECTS),
                answer("text after the object is ignored", text -> text.equals("{}{}") ? GRANTED : text, NO_OBJECTS),
                answer("line break in a token is accepted", text -> text.replace("\\r\\nX-Injected: ", ""), UNUSABLE),
                answer("any token_type is accepted", text -> text.replace("\"mac\"", "\"Bearer\""), UNUSABLE),
                bundle(
                        "nesting of any depth in a brand bundle is accepted",
                        text -> text.contains("[[[["),
                        "HostileBrandsTest.rejectsHostileBundleAndReadsNextOne"),
                bundle(
                        "brands of any number are accepted",
                        text -> text.length() > 1 << 18,
                        "HostileBrandsTest.rejectsBundleWhoseBrandsNeedTooMuchMemory"));
    }

    /** What is done to the parameters of an answer. */
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

    /** Accepts a brand bundle that has to be refused, as one without an entry. */
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
                    refused.getMessage() + " It was " + LAST.get(),
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
                    refused.getMessage() + " It was " + secret,
                    refused.status().orElse(400),
                    refused.members(),
                    refused.receivedFields());
        }
    }

    /** The same object as a reader that does not look at doubled members understands it. */
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
