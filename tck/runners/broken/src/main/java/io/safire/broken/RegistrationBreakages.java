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
import io.safire.tck.support.TestKeys;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
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
                unchecked("http `jwks_uri` is registered", "jwks_uri: it is not https")
                        .breaks(301),
                unchecked("Keys with private members are registered", "jwks: it contains private key members")
                        .breaks(295),
                Breakage.requests(
                                "Registration request is sent to the token endpoint",
                                (request, wire) -> wire.send(
                                        isRegistration(request)
                                                ? request.withTarget(
                                                        request.target().resolve("token"))
                                                : request),
                                KEYS_TEST)
                        .breaks(292)
                        .reportedAs("Expected size: 1 but was: 0"),
                changedMetadata(
                                "Keys are registered by value although `jwks-url` is set",
                                json -> json.replaceAll("\"jwks_uri\":\"[^\"]*\"", "\"jwks\":{\"keys\":[]}"),
                                "RegistrationTest.registersKeysByUrlOrByValue")
                        .breaks(299)
                        .reportedAs("could not find the following map entries: [\"jwks_uri\"="),
                changedMetadata("Keys are not registered", RegistrationBreakages::withoutKeys, KEYS_TEST)
                        .breaks(22, 225, 291, 300, 304)
                        .reportedAs("expected: OBJECT but was: NULL"),
                changedMetadata("Another key is registered", RegistrationBreakages::withAnotherKey, KEYS_TEST)
                        .breaks(225, 293)
                        .reportedAs("had different values: [\"x\"="),
                changedMetadata("JWKS is registered as text", RegistrationBreakages::withKeysAsText, KEYS_TEST)
                        .breaks(294)
                        .reportedAs("expected: OBJECT but was: STRING"),
                changedMetadata(
                                "Registered `redirect_uris` have another value",
                                json -> json.replace("https://app.example/callback", "https://app.example/other"),
                                "RegistrationTest.registersPublicClientAndUsesItsClientId")
                        .breaks(21)
                        .reportedAs("https://app.example/other"),
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
                                "to contain: \"redirects to\"",
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

    /**
     * Returns null instead of the exception about a member of the metadata, as if the request had been sent.
     *
     * @param problem the beginning of the problem, with the name of the member
     */
    private static Breakage unchecked(String name, String problem) {
        return Breakage.calls(
                        name,
                        call -> {
                            try {
                                return call.proceed();
                            } catch (ValidationException rejection) {
                                String found = rejection.attribute() + ": it " + rejection.reason();
                                if (call.isMethod("register") && found.startsWith(problem)) {
                                    return null;
                                }
                                throw rejection;
                            }
                        },
                        "RegistrationTest.rejectsClientMetadataThatMustNotBeSent")
                .reportedAs("[" + problem + "] Expecting actual not to be null");
    }

    private static String withKeysAsText(String metadata) {
        JsonObject members = AssertionBreakages.parseObject(metadata);
        return members.containsKey("jwks")
                ? Json.createObjectBuilder(members)
                        .add("jwks", members.getJsonObject("jwks").toString())
                        .build()
                        .toString()
                : metadata;
    }

    private static String withoutKeys(String metadata) {
        return Json.createObjectBuilder(AssertionBreakages.parseObject(metadata))
                .remove("jwks")
                .build()
                .toString();
    }

    private static String withAnotherKey(String metadata) {
        ECPoint point = ((ECPublicKey) TestKeys.generateEc().getPublic()).getW();
        return metadata.replaceAll("\"x\":\"[^\"]*\"", "\"x\":\"" + TestKeys.base64Url(point.getAffineX(), 48) + "\"")
                .replaceAll("\"y\":\"[^\"]*\"", "\"y\":\"" + TestKeys.base64Url(point.getAffineY(), 48) + "\"");
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
