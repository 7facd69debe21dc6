package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Breakages in client assertions. */
final class AssertionBreakages {

    /** A control without a defect: the unchanged assertion is signed again, and every test must pass. */
    static final Breakage HARMLESS = claims("Assertion is signed again without a change", (claims, request) -> {});

    private static final String CLAIMS = "BackendTest.assertionHasTheClaimsOfSmartAndNoOthers";
    private static final String ALGORITHMS = "BackendTest.tokenWithRs384AndWithEs384";
    private static final String NEW_EACH_TIME = "BackendTest.everyTokenIsNewAndEveryAssertionHasAJtiOfItsOwn";
    private static final String FIVE_MINUTES = "BackendTest.assertionEndsExactlyFiveMinutesAfterItsDate";

    private static final AtomicInteger AHEAD = new AtomicInteger();
    private static final AtomicReference<HttpRequest> METADATA_REQUEST = new AtomicReference<>();
    private static final AtomicReference<String> NEWER_AUDIENCE = new AtomicReference<>();

    private AssertionBreakages() {}

    static List<Breakage> all() {
        return List.of(
                followingEveryDate(),
                ofNewerMetadata(),
                Breakage.wire(
                        "Assertion and its `jti` are reused",
                        (request, wire) -> wire.send(isSigned(request) ? first(request) : request),
                        NEW_EACH_TIME,
                        "RepetitionTest.backendRequestIsRepeatedWithANewAssertionAfterEachPassingFault"),
                claims("`jti` is omitted", (claims, request) -> claims.remove("jti"), CLAIMS),
                claims("`jti` is constant", (claims, request) -> claims.add("jti", "1"), CLAIMS, NEW_EACH_TIME),
                claims("Assertion is valid for ten minutes", (claims, request) -> claims.add("exp", soon(600)), FIVE_MINUTES),
                claims("`iat` of the assertion is in the future", (claims, request) -> claims.add("iat", soon(30)), FIVE_MINUTES),
                claims("`exp` is omitted", (claims, request) -> claims.remove("exp"), CLAIMS, FIVE_MINUTES),
                claims("`aud` of the assertion is the origin of the token endpoint", (claims, request) -> claims.add("aud", host(request)), CLAIMS),
                claims(
                        "`aud` of the assertion is an array",
                        (claims, request) -> claims.add("aud", Json.createArrayBuilder(List.of(host(request)))),
                        CLAIMS),
                claims("`sub` of the assertion is not the `client_id`", (claims, request) -> claims.add("sub", "somebody"), CLAIMS),
                claims("`iss` of the assertion is not the `client_id`", (claims, request) -> claims.add("iss", "https://app.example"), CLAIMS),
                header(
                        "`jku` is not the registered JWKS URL",
                        header -> header.add("jku", "https://app.example/other.json"),
                        "",
                        "BackendTest.lifetimeAudienceKeySetAndClientIdCanBeSet"),
                header("`typ` is omitted", header -> header.remove("typ"), "", CLAIMS),
                header("`kid` names another key", header -> header.add("kid", "of-last-year"), "", CLAIMS),
                header(
                        "Assertion is signed with RS256",
                        header -> header.add("alg", "RS256"),
                        "SHA256withRSA",
                        ALGORITHMS),
                header("Assertion is unsigned", header -> header.add("alg", "none"), "none", ALGORITHMS));
    }

    /** Sets {@code iat} and {@code exp} by the Date header of the last response, of any status and with any clock difference. */
    private static Breakage followingEveryDate() {
        Breakage dated = claims(
                "Assertion times follow the `Date` header of any response",
                (claims, request) -> claims.add("iat", soon(AHEAD.get() - 10)).add("exp", soon(AHEAD.get() + 290)),
                "BackendTest.ignoresClockDifferenceOfMoreThanFiveMinutes",
                "BackendTest.ignoresDateOfServerErrorAndCachedResponse");
        return Breakage.wire(
                dated.name(),
                (request, wire) -> {
                    HttpAnswer answer = dated.wire().around(request, wire);
                    answer.header("date")
                            .ifPresent(date -> AHEAD.set((int) Duration.between(
                                            Instant.now(),
                                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                                    .toSeconds()));
                    return answer;
                },
                dated.caughtBy().toArray(String[]::new));
    }

    /** Reads the metadata again and uses its token endpoint as the audience. */
    private static Breakage ofNewerMetadata() {
        Breakage readdressed = claims(
                "Assertion audience and token endpoint come from different versions of the metadata",
                (claims, request) -> claims.add("aud", NEWER_AUDIENCE.get()),
                "MetadataChangeTest.assertionIsForTheServerThatReceivesIt");
        return Breakage.wire(
                readdressed.name(),
                (request, wire) -> {
                    if (request.target().getPath().endsWith("/smart-configuration")) {
                        METADATA_REQUEST.set(request);
                    } else if (isSigned(request)) {
                        HttpAnswer newer = wire.send(METADATA_REQUEST.get());
                        NEWER_AUDIENCE.set(
                                object(new String(newer.body(), UTF_8)).getString("token_endpoint"));
                    }
                    return readdressed.wire().around(request, wire);
                },
                readdressed.caughtBy().toArray(String[]::new));
    }

    /** A change to the JOSE header. */
    @FunctionalInterface
    private interface HeaderChange {
        void apply(JsonObjectBuilder header);
    }

    private static Breakage claims(String name, BiConsumer<JsonObjectBuilder, HttpRequest> change, String... caughtBy) {
        return resigned(name, header -> {}, change, "", caughtBy);
    }

    private static Breakage header(String name, HeaderChange change, String algorithm, String... caughtBy) {
        return resigned(name, change, (claims, request) -> {}, algorithm, caughtBy);
    }

    private static Breakage resigned(
            String name,
            HeaderChange headerChange,
            BiConsumer<JsonObjectBuilder, HttpRequest> claimsChange,
            String algorithm,
            String... caughtBy) {
        return Breakage.wire(
                name,
                (request, wire) -> {
                    if (!isSigned(request)) {
                        return wire.send(request);
                    }
                    String[] parts = assertion(request).split("\\.");
                    JsonObjectBuilder header = json(parts[0]);
                    JsonObjectBuilder claims = json(parts[1]);
                    String kid = json(parts[0]).build().getString("kid");
                    headerChange.apply(header);
                    claimsChange.accept(claims, request);
                    String text = base64(header) + "." + base64(claims);
                    String signed = text + "." + TestSignature.of(text, kid, algorithm);
                    return wire.send(Form.with(request, "client_assertion", signed));
                },
                caughtBy);
    }

    private static HttpRequest first(HttpRequest request) {
        String key = "assertion for " + request.target();
        String first = Memory.FIRST.computeIfAbsent(key, unused -> assertion(request), String.class);
        return Form.with(request, "client_assertion", first);
    }

    private static boolean isSigned(HttpRequest request) {
        return Form.of(request).containsKey("client_assertion");
    }

    private static String assertion(HttpRequest request) {
        return Form.of(request).getOrDefault("client_assertion", "");
    }

    private static int soon(int seconds) {
        return (int) (System.currentTimeMillis() / 1000) + seconds;
    }

    private static String host(HttpRequest request) {
        return "http://" + request.target().getAuthority();
    }

    private static JsonObjectBuilder json(String encoded) {
        return Json.createObjectBuilder(object(new String(Base64.getUrlDecoder().decode(encoded), UTF_8)));
    }

    private static JsonObject object(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String base64(JsonObjectBuilder json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.build().toString().getBytes(UTF_8));
    }
}
