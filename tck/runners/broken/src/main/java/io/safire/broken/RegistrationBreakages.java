package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.DiscoveryException;
import io.safire.error.RegistrationException;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpRequest.Method;
import io.safire.impl.transport.TransportFailure;
import io.safire.registration.InitialAccessToken;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

/** Breakages in dynamic client registration. */
final class RegistrationBreakages {

    private static final String KEYS = "RegistrationTest.keySetIsRegisteredBeforeABackendServiceRuns";
    private static final String TOKEN =
            "RegistrationTest.initialAccessTokenGoesToTheRegistrationEndpointOnceAndIsNeverShown";
    private static final String FOREIGN =
            "RegistrationManagementTest.registrationAccessTokenGoesToATrustedOriginOnlyAndIsNeverRedirected";

    private RegistrationBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                        "http registration endpoint is accepted",
                        call -> passingOver(DiscoveryException.class, "register", call),
                        "RegistrationTest.endpointIsTheConfiguredOrTheAdvertisedOneAndHttps"),
                Breakage.calls(
                        "Client metadata is not validated",
                        call -> passingOver(ValidationException.class, "register", call),
                        "RegistrationTest.metadataThatIsCertainlyWrongIsNotSent"),
                Breakage.calls(
                        "Registration access token is sent to any origin",
                        call -> passingOver(ValidationException.class, "read", call),
                        FOREIGN),
                Breakage.calls("Error message contains the initial access token", RegistrationBreakages::talkative, TOKEN),
                sent(
                        "Private key is registered",
                        json -> json.replace("\"kty\":", "\"d\":\"c2VjcmV0\",\"kty\":"),
                        KEYS),
                sent("Registered keys have no `kid`", json -> json.replaceAll("\"kid\":\"[^\"]*\",", ""), KEYS),
                Breakage.wire(
                        "Registration request is sent again after a broken connection",
                        RegistrationBreakages::again,
                        "RegistrationTest.registrationIsNotRepeatedWhenItMayHaveArrived"),
                Breakage.wire(
                        "Registration request follows a redirect",
                        RegistrationBreakages::redirected,
                        "RegistrationTest.answersThatAreNoRegistrationAreTypedErrorsWithoutSecrets",
                        FOREIGN));
    }

    /** Returns null instead of the exception, as if the request had been sent. */
    private static Object passingOver(Class<? extends SmartException> type, String method, Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (SmartException refused) {
            if (call.is(method) && type.isInstance(refused)) {
                return null;
            }
            throw refused;
        }
    }

    private static Object talkative(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (RegistrationException refused) {
            String token = call.has(1, InitialAccessToken.class)
                    ? call.argument(1, InitialAccessToken.class).value()
                    : "";
            throw new RegistrationException(
                    String.valueOf(refused.server().orElse("")),
                    refused.getMessage() + " Sent: " + token,
                    refused.status().orElse(0),
                    refused.members(),
                    refused.receivedFields());
        }
    }

    private static Breakage sent(String name, UnaryOperator<String> change, String... caughtBy) {
        return Breakage.wire(
                name,
                (request, wire) -> wire.send(
                        request.method() == Method.POST_JSON
                                ? HttpRequest.postJson(
                                        request.target(),
                                        request.authorization(),
                                        change.apply(new String(request.body(), UTF_8)))
                                : request),
                caughtBy);
    }

    private static HttpAnswer again(HttpRequest request, Wire wire) {
        try {
            return wire.send(request);
        } catch (TransportFailure failure) {
            if (request.method() == Method.POST_JSON) {
                return wire.send(request);
            }
            throw failure;
        }
    }

    private static HttpAnswer redirected(HttpRequest request, Wire wire) {
        HttpAnswer answer = wire.send(request);
        boolean credential = request.authorization() != null || request.method() == Method.POST_JSON;
        if (!answer.isRedirect() || !credential) {
            return answer;
        }
        URI next = answer.from().resolve(answer.header("location").orElse(""));
        return wire.send(new HttpRequest(
                request.method(), next, request.authorization(), null, request.body(), request.limit(), false));
    }
}
