package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.registration.RegistrationException;
import io.safire.registration.RegistrationOptions;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

/** Deliberate defects in dynamic client registration. */
final class RegistrationBreakages {

    private static final String KEYS_TEST = "RegistrationTest.registersJwksForBackendService";
    private static final String INITIAL_TOKEN_TEST = "RegistrationTest.sendsInitialAccessTokenOnceWithoutRevealingIt";
    private static final String FOREIGN_ORIGIN_TEST =
            "RegistrationManagementTest.sendsRegistrationAccessTokenToTrustedOriginOnly";

    private RegistrationBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                        "http registration endpoint is accepted",
                        call -> ignoreException(DiscoveryException.class, "register", call),
                        "RegistrationTest.usesHttpsEndpointOfSettingOrMetadata"),
                Breakage.calls(
                                "Client metadata is not validated",
                                call -> ignoreException(ValidationException.class, "register", call),
                                "RegistrationTest.rejectsClientMetadataThatMustNotBeSent")
                        .breaks(21)
                        .reportedAs("[redirect_uris: it is required] Expecting actual not to be null"),
                Breakage.calls(
                                "http endpoint or malformed header of a registration call is accepted",
                                call -> ignoreException(ConfigurationException.class, "register", call),
                                "RegistrationOptionsTest.rejectsEndpointOfCallWithoutHttps",
                                "RegistrationOptionsTest.rejectsMalformedAuthorizationWithoutRequest")
                        .reportedAs("Expecting actual not to be null"),
                Breakage.calls(
                        "Registration access token is sent to any origin",
                        call -> ignoreException(ValidationException.class, "read", call),
                        FOREIGN_ORIGIN_TEST),
                Breakage.calls(
                                "Error message contains the initial access token",
                                RegistrationBreakages::exposeInitialAccessToken,
                                INITIAL_TOKEN_TEST)
                        .reportedAs("Sent: "),
                changedMetadata(
                                "Private key is registered",
                                json -> json.replace("\"kty\":", "\"d\":\"c2VjcmV0\",\"kty\":"),
                                KEYS_TEST)
                        .breaks(295)
                        .reportedAs("\"d\"=\"c2VjcmV0\""),
                changedMetadata(
                                "Registered keys have no `kid`",
                                json -> json.replaceAll("\"kid\":\"[^\"]*\",", ""),
                                KEYS_TEST)
                        .breaks(313)
                        .reportedAs("could not find the following map entries: [\"kid\"="),
                Breakage.requests(
                        "Registration request is sent again after a broken connection",
                        RegistrationBreakages::resendAfterFailure,
                        "RegistrationTest.doesNotRetryRegistrationThatMayHaveArrived"),
                Breakage.requests(
                                "Registration request follows a redirect",
                                RegistrationBreakages::followRedirect,
                                "RegistrationTest.rejectsInvalidRegistrationResponses",
                                "RegistrationOptionsTest.followsNoRedirectOfEndpointOfCall",
                                FOREIGN_ORIGIN_TEST)
                        .reportedAs(
                                "code to raise a throwable",
                                "Expecting throwable message: ",
                                "[redirects to ] Expecting actual not to be null"));
    }

    /** Returns null instead of the exception, as if the request had been sent. */
    private static Object ignoreException(Class<? extends SmartException> type, String method, ApiCall call)
            throws Throwable {
        try {
            return call.proceed();
        } catch (SmartException rejection) {
            if (call.isMethod(method) && type.isInstance(rejection)) {
                return null;
            }
            throw rejection;
        }
    }

    private static Object exposeInitialAccessToken(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (RegistrationException rejection) {
            String sent = call.hasArgument(1, RegistrationOptions.class)
                    ? String.valueOf(call.argument(1, RegistrationOptions.class).authorization())
                    : "";
            throw new RegistrationException(
                    Failure.of(
                            rejection.code(),
                            rejection.server().orElse(null),
                            Step.TOKEN,
                            rejection.failure().text() + " Sent: " + sent),
                    rejection.status().orElse(0),
                    rejection.members(),
                    rejection.receivedFields());
        }
    }

    private static Breakage changedMetadata(String name, UnaryOperator<String> change, String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) -> wire.send(
                        isRegistration(request)
                                ? OutboundRequest.postJson(
                                        request.target(),
                                        request.authorization(),
                                        change.apply(new String(request.body(), UTF_8)))
                                : request),
                caughtBy);
    }

    private static boolean isRegistration(OutboundRequest request) {
        return request.method().equals("POST") && !FormParameters.isForm(request);
    }

    private static InboundResponse resendAfterFailure(OutboundRequest request, RequestSender wire) {
        try {
            return wire.send(request);
        } catch (TransportException failure) {
            if (isRegistration(request)) {
                return wire.send(request);
            }
            throw failure;
        }
    }

    private static InboundResponse followRedirect(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        boolean hasCredential = request.authorization() != null || isRegistration(request);
        if (!response.isRedirect() || !hasCredential) {
            return response;
        }
        URI next = response.uri().resolve(response.header("location").orElse(""));
        return wire.send(request.withTarget(next));
    }
}
