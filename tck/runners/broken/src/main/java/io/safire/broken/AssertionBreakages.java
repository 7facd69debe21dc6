package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.OutboundRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;

/** Deliberate defects in client assertions. */
final class AssertionBreakages {

    /** A control that has no defect. The unchanged assertion is signed again, and every test must pass. */
    static final Breakage CONTROL = claims("Assertion is signed again without a change", (claims, request) -> {});

    private static final String CLAIMS_TEST = "BackendTest.sendsRequiredHeaderAndClaimsOfAssertion";
    private static final String AUDIENCE_TEST = "BackendTest.sendsExactTokenEndpointAsAudience";
    private static final String EXPIRATION_TEST = "BackendTest.sendsExpirationTimeInWholeSeconds";
    private static final String ALGORITHMS_TEST = "BackendTest.obtainsTokenWithRs384AndEs384";
    private static final String NEW_JTI_TEST = "BackendTest.usesNewJtiForEachTokenRequest";
    private static final String LIFETIME_TEST = "AssertionSettingsTest.setsAssertionLifetimeOfFiveMinutes";

    private AssertionBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.requests(
                                "Assertion and its `jti` are reused",
                                (request, wire) ->
                                        wire.send(hasAssertion(request) ? reuseFirstAssertion(request) : request),
                                NEW_JTI_TEST,
                                "RetryTest.retriesClientCredentialsRequestWithNewAssertion")
                        .breaks(233, 319, 332)
                        .reportedAs("Found duplicate(s)", "not to be equal to"),
                claims("`jti` is omitted", (claims, request) -> claims.remove("jti"), CLAIMS_TEST)
                        .breaks(332)
                        .reportedAs("Expecting not blank"),
                claims("`jti` is constant", (claims, request) -> claims.add("jti", "1"), NEW_JTI_TEST)
                        .breaks(332)
                        .reportedAs("Found duplicate(s)"),
                claims(
                                "Assertion is valid for ten minutes",
                                (claims, request) -> claims.add("exp", secondsFromNow(600)),
                                "BackendTest.sendsAssertionThatExpiresWithinFiveMinutes")
                        .breaks(331)
                        .reportedAs("to be between"),
                claims(
                                "`iat` of the assertion is in the future",
                                (claims, request) -> claims.add("iat", secondsFromNow(30)),
                                LIFETIME_TEST)
                        .reportedAs("expected: 300"),
                claims("`exp` is omitted", (claims, request) -> claims.remove("exp"), EXPIRATION_TEST)
                        .breaks(330)
                        .reportedAs("expected: NUMBER but was: NULL"),
                claims(
                                "`exp` has fractions of a second",
                                (claims, request) -> claims.add("exp", new BigDecimal(secondsFromNow(200) + ".5")),
                                EXPIRATION_TEST)
                        .breaks(330)
                        .reportedAs("Expecting value to be true but was false"),
                claims(
                                "`exp` is in milliseconds",
                                (claims, request) -> claims.add("exp", secondsFromNow(200) * 1000L),
                                EXPIRATION_TEST)
                        .breaks(330)
                        .reportedAs("to be between"),
                claims(
                                "`aud` of the assertion is the issuer with `/token`",
                                (claims, request) -> claims.add("aud", origin(request) + "/auth/token"),
                                AUDIENCE_TEST)
                        .breaks(329)
                        .reportedAs("had different values: [\"aud\"=\"http://"),
                claims(
                                "`aud` of the assertion is the origin of the token endpoint",
                                (claims, request) -> claims.add("aud", origin(request)),
                                CLAIMS_TEST)
                        .breaks(329)
                        .reportedAs("had different values: [\"aud\"=\"http://"),
                claims(
                                "`aud` of the assertion is an array",
                                (claims, request) -> claims.add(
                                        "aud",
                                        Json.createArrayBuilder()
                                                .add(request.target().toString())),
                                CLAIMS_TEST)
                        .breaks(329)
                        .reportedAs("had different values: [\"aud\"=["),
                claims(
                                "`sub` of the assertion is not the `client_id`",
                                (claims, request) -> claims.add("sub", "other-client"),
                                CLAIMS_TEST)
                        .breaks(328)
                        .reportedAs("[\"sub\"=\"other-client\" (expected: "),
                claims(
                                "`iss` of the assertion is not the `client_id`",
                                (claims, request) -> claims.add("iss", "https://app.example"),
                                CLAIMS_TEST)
                        .breaks(327)
                        .reportedAs("[\"iss\"=\"https://app.example\" (expected: "),
                header(
                                "`jku` is not the registered JWKS URL",
                                header -> header.add("jku", "https://app.example/other.json"),
                                "",
                                "AssertionSettingsTest.appliesAssertionSettings")
                        .breaks(325)
                        .reportedAs("but was: \"https://app.example/other.json\""),
                header(
                                "`jku` is the configured URL even if another URL or the keys were registered",
                                header -> header.add("jku", "https://app.example/jwks.json"),
                                "",
                                "RegistrationTest.registersKeysByUrlOrByValue",
                                "RegistrationTest.sendsNoOtherJkuThanRegisteredUrl")
                        .breaks(325)
                        .reportedAs("not to contain key: \"jku\"", "but was: \"https://app.example/jwks.json\""),
                header(
                                "`jku` is omitted although `jwks-url` is set",
                                header -> header.remove("jku"),
                                "",
                                "AssertionSettingsTest.appliesAssertionSettings")
                        .breaks(324)
                        .reportedAs("but was: \"\""),
                header(
                                "Setting `assertion-algorithm` is ignored",
                                header -> header.add("alg", "RS384"),
                                "",
                                "PrivateKeyFormatsTest.signsWithAlgorithmThatServerDemands")
                        .breaks(312)
                        .reportedAs("expected: \"RS256\" but was: \"RS384\""),
                claims(
                                "Assertion names another client than the registered client",
                                (claims, request) ->
                                        claims.add("iss", "app-dyn-keys").add("sub", "app-dyn-keys"),
                                "RegistrationTest.registersJwksForBackendService")
                        .breaks(317, 327, 328)
                        .reportedAs("but was: \"app-dyn-keys\""),
                header("`typ` is omitted", header -> header.remove("typ"), "", CLAIMS_TEST)
                        .breaks(323)
                        .reportedAs("could not find the following map entries: [\"typ\"="),
                header("`kid` names another key", header -> header.add("kid", "of-last-year"), "", CLAIMS_TEST)
                        .breaks(322)
                        .reportedAs("[\"kid\"=\"of-last-year\" (expected: "),
                header(
                                "Assertion is signed with RS256",
                                header -> header.add("alg", "RS256"),
                                "SHA256withRSA",
                                ALGORITHMS_TEST)
                        .breaks(308, 320, 321)
                        .reportedAs("[\"alg\"=\"RS256\" (expected: "),
                header("Assertion is unsigned", header -> header.add("alg", "none"), "none", ALGORITHMS_TEST)
                        .breaks(307, 320, 321)
                        .reportedAs("to match pattern: "));
    }

    /** A change to the JOSE header. */
    @FunctionalInterface
    private interface HeaderChange {
        void apply(JsonObjectBuilder header);
    }

    static Breakage claims(String name, BiConsumer<JsonObjectBuilder, OutboundRequest> change, String... caughtBy) {
        return changedAssertion(name, header -> {}, change, "", caughtBy);
    }

    private static Breakage header(String name, HeaderChange change, String algorithm, String... caughtBy) {
        return changedAssertion(name, change, (claims, request) -> {}, algorithm, caughtBy);
    }

    private static Breakage changedAssertion(
            String name,
            HeaderChange headerChange,
            BiConsumer<JsonObjectBuilder, OutboundRequest> claimsChange,
            String algorithm,
            String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) -> {
                    if (!hasAssertion(request)) {
                        return wire.send(request);
                    }
                    String[] parts = assertion(request).split("\\.");
                    JsonObjectBuilder header = decodePart(parts[0]);
                    JsonObjectBuilder claims = decodePart(parts[1]);
                    String kid = decodePart(parts[0]).build().getString("kid");
                    headerChange.apply(header);
                    claimsChange.accept(claims, request);
                    String text = encodePart(header) + "." + encodePart(claims);
                    String signed = text + "." + TestSignature.sign(text, kid, algorithm);
                    return wire.send(FormParameters.withParameter(request, "client_assertion", signed));
                },
                caughtBy);
    }

    private static OutboundRequest reuseFirstAssertion(OutboundRequest request) {
        String key = "assertion for " + request.target();
        String first = ReusedValues.INSTANCE.computeIfAbsent(key, unused -> assertion(request), String.class);
        return FormParameters.withParameter(request, "client_assertion", first);
    }

    static boolean hasAssertion(OutboundRequest request) {
        return FormParameters.parse(request).containsKey("client_assertion");
    }

    static String assertion(OutboundRequest request) {
        return FormParameters.parse(request).getOrDefault("client_assertion", "");
    }

    static int secondsFromNow(int seconds) {
        return (int) (System.currentTimeMillis() / 1000) + seconds;
    }

    private static String origin(OutboundRequest request) {
        return "http://" + request.target().getAuthority();
    }

    static JsonObjectBuilder decodePart(String encoded) {
        return Json.createObjectBuilder(
                parseObject(new String(Base64.getUrlDecoder().decode(encoded), UTF_8)));
    }

    static JsonObject parseObject(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String encodePart(JsonObjectBuilder json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.build().toString().getBytes(UTF_8));
    }
}
