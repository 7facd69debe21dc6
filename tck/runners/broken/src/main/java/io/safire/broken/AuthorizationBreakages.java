package io.safire.broken;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.safire.SmartClients;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Deliberate defects in authorization requests. */
final class AuthorizationBreakages {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LENGTHS_TEST = "LaunchTest.generatesFreshStateAndCodeVerifier";
    private static final String STATES_TEST = "ClientRulesTest.generatesUniqueStatesWith122RandomBits";
    private static final String CHALLENGES_TEST = "ClientRulesTest.derivesCodeChallengeFromRandomVerifier";
    private static final String EHR_LAUNCH_TEST = "LaunchTest.sendsLaunchAndIssUnchanged";
    private static final String REQUIRED_PARAMETERS_TEST = "LaunchTest.sendsRequiredStandaloneParametersWithoutLaunch";

    private AuthorizationBreakages() {}

    static List<Breakage> all() {
        return List.of(
                changedParameters(
                                "`state` has only 32 random bits",
                                map -> map.put("state", "of-this-application-" + randomHex(4)),
                                STATES_TEST)
                        .breaks(2, 40)
                        .reportedAs("to be greater than: 121"),
                changedParameters(
                                "`state` is constant",
                                map -> map.put("state", "of-this-application-0123"),
                                STATES_TEST,
                                LENGTHS_TEST)
                        .breaks(2)
                        .reportedAs("Found duplicate(s)", "not to be equal to: \"of-this-application-0123\""),
                changedParameters(
                                "PKCE parameters are omitted",
                                map -> map.keySet().removeIf(name -> name.startsWith("code_")),
                                LENGTHS_TEST)
                        .breaks(13, 44, 45)
                        .reportedAs("could not find the following map entries: [\"code_challenge"),
                changedParameters(
                                "Requested `scope` differs from the configured scopes",
                                map -> map.put("scope", "user/*.cruds"),
                                REQUIRED_PARAMETERS_TEST)
                        .breaks(37)
                        .reportedAs("\"scope\"=\"user/*.cruds\" (expected: "),
                changedParameters(
                                "`launch` parameter of the EHR is omitted",
                                map -> map.remove("launch"),
                                EHR_LAUNCH_TEST,
                                "ScopeRequestTest.sendsLaunchHandleAndContextScopes")
                        .breaks(35, 161)
                        .reportedAs("could not find the following map entries: [\"launch\"="),
                changedParameters(
                                "`aud` is not the FHIR base URL",
                                map -> map.put("aud", "https://as.example"),
                                EHR_LAUNCH_TEST)
                        .breaks(41, 42)
                        .reportedAs("\"aud\"=\"https://as.example\" (expected: "),
                changedParameters(
                                "`resource` replaces `aud`",
                                map -> map.put("resource", map.remove("aud")),
                                EHR_LAUNCH_TEST)
                        .breaks(42)
                        .reportedAs("could not find the following map entries: [\"aud\"="),
                Breakage.calls(
                                "`code_verifier` has only 20 characters",
                                call -> replaceVerifier(call, randomHex(10), false),
                                LENGTHS_TEST)
                        .breaks(13)
                        .reportedAs("to match pattern: \"[A-Za-z0-9._~-]{43,128}\""),
                Breakage.calls(
                                "`code_verifier` is constant",
                                call -> replaceVerifier(call, "v".repeat(43), false),
                                CHALLENGES_TEST)
                        .breaks(13, 70)
                        .reportedAs("to be greater than: 244"),
                Breakage.calls(
                                "`code_challenge_method` is `plain`",
                                call -> replaceVerifier(call, randomHex(32), true),
                                LENGTHS_TEST,
                                CHALLENGES_TEST)
                        .breaks(13, 44)
                        .reportedAs("but was: \"", "\"code_challenge_method\"=\"plain\" (expected: \"S256\")"),
                Breakage.calls(
                                "`code_verifier` is sent in the authorization request",
                                call -> exposeVerifier(call),
                                CHALLENGES_TEST)
                        .breaks(70)
                        .reportedAs("but found ["),
                Breakage.calls(
                                "`iss` of an EHR launch is not validated",
                                AuthorizationBreakages::acceptForeignLaunch,
                                "LaunchTest.rejectsEhrLaunchOfForeignIss")
                        .breaks(41),
                Breakage.calls(
                        "EHR launch with an unknown `iss` is assigned to the default server",
                        call -> acceptUnknownIssuer(call, true),
                        "InjectionTest.rejectsUnknownIssuer"),
                Breakage.calls(
                        "`iss` of an EHR launch is compared by prefix",
                        call -> acceptUnknownIssuer(call, false),
                        "InjectionTest.rejectsUnknownIssuer"),
                Breakage.calls(
                                "Server that supports only the PKCE method `plain` is accepted",
                                AuthorizationBreakages::acceptRejectedMetadata,
                                "DiscoveryTest.rejectsServerThatSupportsPlainPkceOnly")
                        .breaks(13, 45),
                Breakage.calls(
                                "Discovered http endpoint is accepted",
                                AuthorizationBreakages::acceptRejectedMetadata,
                                "TransportTest.rejectsMetadataEndpointWithoutHttps")
                        .breaks(1),
                Breakage.calls(
                                "Authorization and token endpoints on different origins are accepted",
                                AuthorizationBreakages::acceptRejectedMetadata,
                                "MixUpAttackTest.rejectsLaunchWhenEndpointOriginsDiffer")
                        .breaks(1));
    }

    static Breakage changedParameters(String name, Consumer<Map<String, String>> change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> call.isMethod("authorize")
                        ? withChange((AuthorizationRequest) call.proceed(), change)
                        : call.proceed(),
                caughtBy);
    }

    static AuthorizationRequest withChange(AuthorizationRequest request, Consumer<Map<String, String>> change) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        change.accept(parameters);
        return new AuthorizationRequest(request.server(), request.endpoint(), parameters, request.codeVerifier());
    }

    private static Object replaceVerifier(ApiCall call, String verifier, boolean plain) throws Throwable {
        if (!call.isMethod("authorize")) {
            return call.proceed();
        }
        AuthorizationRequest request = withChange((AuthorizationRequest) call.proceed(), parameters -> {
            parameters.put("code_challenge_method", plain ? "plain" : "S256");
            parameters.put("code_challenge", plain ? verifier : challenge(verifier));
        });
        return new AuthorizationRequest(request.server(), request.endpoint(), request.parameters(), verifier);
    }

    private static Object exposeVerifier(ApiCall call) throws Throwable {
        if (!call.isMethod("authorize")) {
            return call.proceed();
        }
        AuthorizationRequest request = (AuthorizationRequest) call.proceed();
        return withChange(request, parameters -> parameters.put("code_verifier", request.codeVerifier()));
    }

    private static Object acceptForeignLaunch(ApiCall call) throws Throwable {
        if (!call.isMethod("authorize") || !call.hasArgument(0, Launch.Ehr.class)) {
            return call.proceed();
        }
        Launch.Ehr launch = call.argument(0, Launch.Ehr.class);
        return withChange((AuthorizationRequest) call.proceedWith(0, Launch.standalone()), parameters -> {
            parameters.put("launch", launch.launch());
            parameters.put("aud", launch.iss());
        });
    }

    private static Object acceptUnknownIssuer(ApiCall call, boolean anyIssuer) throws Throwable {
        try {
            return call.proceed();
        } catch (ValidationException unknown) {
            if (call.isMethod("forLaunch")
                    && (anyIssuer || call.argument(0, String.class).startsWith("https://fhir.default.example"))) {
                return ((SmartClients) call.target()).client();
            }
            throw unknown;
        }
    }

    private static Object acceptRejectedMetadata(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (DiscoveryException rejection) {
            if (!call.isMethod("authorize")) {
                throw rejection;
            }
            SmartMetadata metadata = call.client().metadata();
            return new AuthorizationRequest(
                    call.client().name(),
                    metadata.authorizationEndpoint().orElseThrow(),
                    Map.of("state", randomHex(32), "redirect_uri", "https://app.example/callback"),
                    randomHex(32));
        }
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
