package io.safire.broken;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.safire.SmartClient;
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

/** Breakages in authorization requests. */
final class AuthorizationBreakages {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LENGTHS = "LaunchTest.stateAndVerifierAreNewAndLongEnough";
    private static final String STATES = "ClientRulesTest.statesAreAllDifferentAndHave122BitsThatVary";
    private static final String CHALLENGES = "ClientRulesTest.challengeIsThatOfTheVerifierAndVerifiersVary";
    private static final String EHR_LAUNCH = "LaunchTest.ehrLaunchSendsLaunchAndIssAsTheyCame";
    private static final String REQUIRED = "LaunchTest.standaloneRequestHasTheRequiredParametersAndNoLaunch";

    private AuthorizationBreakages() {}

    static List<Breakage> all() {
        return List.of(
                changed("`state` has only 32 random bits", map -> map.put("state", "of-this-application-" + hex(4)), STATES),
                changed(
                        "`state` is constant",
                        map -> map.put("state", "of-this-application-0123"),
                        STATES,
                        LENGTHS),
                changed("PKCE parameters are omitted", map -> map.keySet().removeIf(name -> name.startsWith("code_")), LENGTHS),
                changed("Requested `scope` differs from the configured scopes", map -> map.put("scope", "user/*.cruds"), REQUIRED),
                changed("`launch` parameter of the EHR is omitted", map -> map.remove("launch"), EHR_LAUNCH),
                changed("`aud` is not the FHIR base URL", map -> map.put("aud", "https://as.example"), EHR_LAUNCH),
                changed("`resource` replaces `aud`", map -> map.put("resource", map.remove("aud")), EHR_LAUNCH),
                Breakage.calls("`code_verifier` has only 20 characters", call -> verifier(call, hex(10), false), LENGTHS),
                Breakage.calls(
                        "`code_verifier` is constant", call -> verifier(call, "v".repeat(43), false), CHALLENGES),
                Breakage.calls("`code_challenge_method` is `plain`", call -> verifier(call, hex(32), true), LENGTHS, CHALLENGES),
                Breakage.calls("`code_verifier` is sent in the authorization request", call -> shown(call), CHALLENGES),
                Breakage.calls(
                        "`iss` of an EHR launch is not validated",
                        AuthorizationBreakages::foreignLaunch,
                        "LaunchTest.ehrLaunchFromAnotherAddressIsRefusedBeforeAnythingIsSent"),
                Breakage.calls(
                        "EHR launch with an unknown `iss` is assigned to the default server",
                        call -> unknownIssuer(call, true),
                        "InjectionTest.unknownIssuerIsRefused"),
                Breakage.calls(
                        "`iss` of an EHR launch is compared by prefix",
                        call -> unknownIssuer(call, false),
                        "InjectionTest.unknownIssuerIsRefused"),
                Breakage.calls(
                        "Server that supports only the PKCE method `plain` is accepted",
                        AuthorizationBreakages::whateverTheMetadataSays,
                        "DiscoveryTest.serverWithPlainOnlyIsRefusedAndOneThatSaysNothingIsNot"),
                Breakage.calls(
                        "Discovered http endpoint is accepted",
                        AuthorizationBreakages::whateverTheMetadataSays,
                        "TransportTest.endpointInMetadataThatIsNotHttpsIsNotUsed"),
                Breakage.calls(
                        "Authorization and token endpoints on different origins are accepted",
                        AuthorizationBreakages::whateverTheMetadataSays,
                        "AuthorityTest.launchIsRefusedWhereTheCodeWouldGoToAnotherOrigin"));
    }

    private static Breakage changed(String name, Consumer<Map<String, String>> change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> call.is("authorize") ? with((AuthorizationRequest) call.proceed(), change) : call.proceed(),
                caughtBy);
    }

    private static AuthorizationRequest with(AuthorizationRequest request, Consumer<Map<String, String>> change) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        change.accept(parameters);
        return new AuthorizationRequest(request.server(), request.endpoint(), parameters, request.codeVerifier());
    }

    private static Object verifier(Call call, String verifier, boolean plain) throws Throwable {
        if (!call.is("authorize")) {
            return call.proceed();
        }
        AuthorizationRequest request = with((AuthorizationRequest) call.proceed(), parameters -> {
            parameters.put("code_challenge_method", plain ? "plain" : "S256");
            parameters.put("code_challenge", plain ? verifier : challenge(verifier));
        });
        return new AuthorizationRequest(request.server(), request.endpoint(), request.parameters(), verifier);
    }

    private static Object shown(Call call) throws Throwable {
        if (!call.is("authorize")) {
            return call.proceed();
        }
        AuthorizationRequest request = (AuthorizationRequest) call.proceed();
        return with(request, parameters -> parameters.put("code_verifier", request.codeVerifier()));
    }

    private static Object foreignLaunch(Call call) throws Throwable {
        if (!call.is("authorize") || !call.has(0, Launch.Ehr.class)) {
            return call.proceed();
        }
        Launch.Ehr launch = call.argument(0, Launch.Ehr.class);
        return with((AuthorizationRequest) call.proceedWith(0, Launch.standalone()), parameters -> {
            parameters.put("launch", launch.launch());
            parameters.put("aud", launch.iss());
        });
    }

    private static Object unknownIssuer(Call call, boolean all) throws Throwable {
        try {
            return call.proceed();
        } catch (ValidationException unknown) {
            if (call.is("byIssuer")
                    && (all || call.argument(0, String.class).startsWith("https://fhir.default.example"))) {
                return ((SmartClients) call.target()).client();
            }
            throw unknown;
        }
    }

    private static Object whateverTheMetadataSays(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (DiscoveryException refused) {
            if (!call.is("authorize")) {
                throw refused;
            }
            SmartMetadata metadata = call.client().metadata();
            return new AuthorizationRequest(
                    call.client().name(),
                    metadata.authorizationEndpoint().orElseThrow(),
                    Map.of("state", hex(32), "redirect_uri", "https://app.example/callback"),
                    hex(32));
        }
    }

    private static String hex(int bytes) {
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
