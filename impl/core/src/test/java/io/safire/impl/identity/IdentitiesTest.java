package io.safire.impl.identity;

import static io.safire.impl.identity.IdentityBench.KEY;
import static io.safire.impl.identity.IdentityBench.OTHER;
import static io.safire.impl.identity.IdentityBench.answer;
import static io.safire.impl.identity.IdentityBench.request;
import static io.safire.impl.identity.IdentityBench.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import io.safire.token.IdToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of each rule for ID tokens, with an accepted and a rejected token and a fixed clock. */
class IdentitiesTest {

    private final IdentityBench bench = new IdentityBench();
    private final Identities identities = bench.identities();

    @Test
    void timesMayBeOffByTheAllowanceAndNoMore() {
        long now = bench.clock.instant().getEpochSecond();
        long allowed = ClaimRules.ALLOWANCE.toSeconds();
        accepted(bench.claims().add("exp", now - allowed + 1));
        refused(bench.claims().add("exp", now - allowed), "it has expired");
        accepted(bench.claims().add("iat", now + allowed));
        refused(bench.claims().add("iat", now + allowed + 1), "it was issued in the future");
        accepted(bench.claims().add("iat", now - 86_400));
        refused(bench.claims().add("iat", now - 86_401), "it was issued more than a day ago");
        accepted(bench.claims().add("nbf", now + allowed));
        refused(bench.claims().add("nbf", now + allowed + 1), "it is not valid yet");
    }

    @Test
    void slowServerClockDoesNotProlongToken() {
        long now = bench.clock.instant().getEpochSecond();
        bench.date(Duration.ofMinutes(-4));
        accepted(bench.claims().add("exp", now - 29));
        refused(bench.claims().add("exp", now - 30), "it has expired");
        bench.date(Duration.ofHours(-20));
        refused(bench.claims().add("exp", now - 30), "it has expired");
    }

    @Test
    void fastServerClockIsFollowedForFiveMinutes() {
        long now = bench.clock.instant().getEpochSecond();
        bench.date(Duration.ofMinutes(5));
        accepted(bench.claims().add("iat", now + 330).add("exp", now + 600));
        refused(bench.claims().add("iat", now + 331).add("exp", now + 600), "it was issued in the future");
        refused(bench.claims().add("exp", now + 270), "it has expired");
        bench.date(Duration.ofMinutes(6));
        refused(bench.claims().add("iat", now + 31), "it was issued in the future");
    }

    @Test
    void timesThatAreNoneAreRefused() {
        for (JsonValue wrong :
                List.of(JsonValue.TRUE, Json.createValue("1"), Json.createValue(-1), Json.createValue(1e300))) {
            refused(bench.claims().add("exp", wrong), "exp is missing or has the wrong type");
            refused(bench.claims().add("nbf", wrong), "nbf is missing or has the wrong type");
        }
    }

    @Test
    void headerThatAsksForMoreOrIsOfAnotherTokenIsRefused() {
        String payload = bench.claims().build().toString();
        assertThat(identity(signed(payload, KEY, "PS512", "typ", "jwt")).subject())
                .isEqualTo("user-1");
        assertThat(identity(signed(payload, KEY, "RS256", "typ", "application/JWT"))
                        .subject())
                .isEqualTo("user-1");
        assertThat(reason(signed(payload, KEY, "RS256", "typ", "at+jwt"))).contains("typ");
        assertThat(reason(withHeader("{\"alg\":\"RS256\",\"kid\":\"one\",\"crit\":[\"b64\"],\"b64\":false}")))
                .contains("crit");
        assertThat(reason(withHeader("{\"alg\":\"RS256\",\"alg\":\"RS256\"}"))).contains("twice");
        assertThat(reason(withHeader("{\"kid\":\"one\"}"))).isEqualTo("alg is not allowed");
        assertThat(reason(withHeader("{\"alg\":\"nOnE\"}"))).isEqualTo("alg is not allowed");
        assertThat(reason(withHeader("{\"alg\":\"ES256K\"}"))).isEqualTo("alg is not allowed");
    }

    @Test
    void refusesB64UnlessThePayloadIsEncoded() {
        String payload = bench.claims().build().toString();
        assertThat(identity(signedWith("{\"alg\":\"RS256\",\"kid\":\"one\",\"b64\":true}", payload))
                        .subject())
                .isEqualTo("user-1");
        for (String b64 : List.of("false", "\"false\"", "null", "0")) {
            String header = "{\"alg\":\"RS256\",\"kid\":\"one\",\"b64\":" + b64 + "}";
            assertThat(reason(signedWith(header, payload))).as(b64).isEqualTo("its header has b64");
        }
    }

    @Test
    void refusesPartsWithCharactersOutsideBase64url() {
        String[] parts = signed(bench.claims().build()).split("\\.");
        for (String odd : List.of("=", "==", "!", "+", "/", " ", "\n", "\u00e9")) {
            assertThat(reason(parts[0] + "." + parts[1] + "." + parts[2] + odd))
                    .isEqualTo("its signature is not base64url");
            assertThat(reason(parts[0] + "." + parts[1] + "." + odd + parts[2]))
                    .isEqualTo("its signature is not base64url");
            assertThat(reason(parts[0] + odd + "." + parts[1] + "." + parts[2]))
                    .isEqualTo("its header is not base64url");
            assertThat(reason(parts[0] + "." + parts[1] + odd + "." + parts[2]))
                    .isEqualTo("its payload is not base64url");
        }
    }

    @Test
    void keyInsideTheTokenIsNotUsed() {
        String payload = bench.claims().build().toString();
        String jwk = OTHER.toJson();
        String header = "{\"alg\":\"RS256\",\"jku\":\"https://attacker.example/keys\",\"jwk\":" + jwk + "}";
        String forged = signed(payload, OTHER, "RS256");
        assertThat(reason(encoded(header) + forged.substring(forged.indexOf('.'))))
                .contains("signature");
        assertThat(bench.requests).allMatch(address -> address.startsWith("https://as.example/"));
    }

    @Test
    void changedPayloadIsRefused() {
        String token = signed(bench.claims().build());
        String[] parts = token.split("\\.");
        String changed = encoded(bench.claims().add("sub", "user-2").build().toString());
        assertThat(reason(parts[0] + "." + changed + "." + parts[2])).contains("signature");
        assertThat(reason(parts[0] + "." + parts[1] + ".")).contains("signature");
    }

    @Test
    void memberThatIsNoTextIsRefused() {
        for (JsonValue value : List.of(JsonValue.TRUE, JsonValue.EMPTY_JSON_OBJECT, Json.createValue(7))) {
            TokenResponse answer =
                    answer(Json.createObjectBuilder().add("id_token", value).build());
            assertThatThrownBy(() -> identities.ofLaunch(request(), answer)).isInstanceOf(ValidationException.class);
        }
        JsonObject none = Json.createObjectBuilder().addNull("id_token").build();
        assertThat(identities.ofLaunch(request(), answer(none)).findings()).hasSize(1);
    }

    @Test
    void refreshedTokenIsComparedWithTheEarlierOne() {
        IdToken earlier = identity(signed(bench.claims()
                .add("auth_time", 5)
                .add("fhirUser", "Practitioner/1")
                .build()));
        bench.clock.pass(Duration.ofMinutes(10));
        TokenResponse renewed = refreshed(earlier, bench.claims().add("auth_time", 5));
        assertThat(renewed.findings()).isEmpty();
        assertThat(renewed.identity().orElseThrow().issuedAt()).isAfter(earlier.issuedAt());
        assertThat(renewed.identity().orElseThrow().fhirUser()).isEqualTo(earlier.fhirUser());
        passedOver(earlier, bench.claims().add("auth_time", 6));
        passedOver(earlier, bench.claims().add("nonce", "other"));
        passedOver(earlier, bench.claims().add("iat", earlier.issuedAt().getEpochSecond() - 1));
        passedOver(earlier, bench.claims().add("iss", "https://as.attacker.example"));
        passedOver(earlier, bench.claims().add("aud", "other"));
        assertThatThrownBy(() -> refreshed(earlier, bench.claims().add("sub", "user-2")))
                .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.reason())
                        .contains("sub"));
        assertThatThrownBy(() -> refreshed(earlier, bench.claims().remove("sub")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void refreshOfAnUnknownUserGivesTheIdentityWhereOpenidMayHaveBeenGranted() {
        String token = signed(bench.claims().build());
        assertThat(identities.ofRefresh(RefreshRequest.of("rt"), answer(token)).identity())
                .isPresent();
        String noAudience = signed(bench.claims().remove("aud").build());
        TokenResponse incomplete = identities.ofRefresh(RefreshRequest.of("rt"), answer(noAudience));
        assertThat(incomplete.identity()).isEmpty();
        assertThat(incomplete.findings()).hasSize(1);
        RefreshRequest anonymous =
                new RefreshRequest("rt", Scopes.of("patient/*.rs"), Scopes.none(), JsonValue.EMPTY_JSON_OBJECT);
        assertThat(identities.ofRefresh(anonymous, answer(token)).identity()).isEmpty();
    }

    @Test
    void tokenThatNamesNoOtherUserIsCheckedLater() {
        IdToken earlier = identity(signed(bench.claims().build()));
        bench.requests.clear();
        for (String token : List.of(
                signed(bench.claims().build()),
                signed(bench.claims().build().toString(), OTHER, "RS256"),
                "no token")) {
            TokenResponse answer =
                    identities.withoutQuestions(refresh(earlier), answer(token)).orElseThrow();
            assertThat(answer.identity()).contains(earlier);
            assertThat(answer.findings()).isEmpty();
        }
        assertThat(identities.withoutQuestions(
                        RefreshRequest.of("rt"), answer(signed(bench.claims().build()))))
                .isPresent();
        String another = signed(bench.claims().add("sub", "user-2").build());
        assertThat(identities.withoutQuestions(refresh(earlier), answer(another)))
                .isEmpty();
        assertThat(identities.withoutQuestions(refresh(earlier), answer(JsonValue.EMPTY_JSON_OBJECT)))
                .isEmpty();
        assertThat(bench.requests).isEmpty();
    }

    @Test
    void unreadableKeysDoNotCostTheRefreshedTokens() {
        IdToken earlier = identity(signed(bench.claims().build()));
        bench.clock.pass(Duration.ofDays(2));
        bench.documents.clear();
        passedOver(earlier, bench.claims());
    }

    @Test
    void unknownClientDoesNotCostTheRefreshedTokens() {
        IdToken earlier = identity(signed(bench.claims().build()));
        RefreshRequest request = refresh(earlier);
        TokenResponse answer = answer(signed(bench.claims().build()));
        Identities lost = bench.identities(new LostStore(), "client-id", "");
        assertThat(lost.ofRefresh(request, answer).identity()).contains(earlier);
        assertThat(lost.ofRefresh(request, answer).findings()).hasSize(1);
    }

    @Test
    void hostOfTheUserIsComparedWithSchemeAndPort() {
        Identities partner = bench.identities("fhir-user-hosts", "Partner.example, [::1]:8443");
        for (String trusted : List.of(
                "https://FHIR.example:443/other/Patient/1",
                "https://partner.example/Person/1",
                "https://[::1]:8443/r4/Person/1")) {
            assertThat(user(partner, trusted).identity().orElseThrow().fhirUser())
                    .as(trusted)
                    .isPresent();
        }
        for (String foreign : List.of(
                "https://fhir.example:8443/r4/Patient/1",
                "http://fhir.example/r4/Patient/1",
                "http://partner.example/Person/1",
                "https://partner.example:8443/Person/1",
                "https://fhir.example@attacker.example/r4/Patient/1",
                "https://fhir.example.attacker.example/r4/Patient/1",
                "Practitioner")) {
            TokenResponse answer = user(partner, foreign);
            assertThat(answer.identity().orElseThrow().fhirUser()).as(foreign).isEmpty();
            assertThat(answer.findings()).as(foreign).hasSize(1);
        }
    }

    @Test
    void pageOfAUserIsNoUser() {
        JsonObject page = bench.claims()
                .add("profile", "https://hospital.example/People/ada")
                .build();
        TokenResponse answer = identities.ofLaunch(request(), answer(signed(page)));
        assertThat(answer.identity().orElseThrow().fhirUser()).isEmpty();
        assertThat(answer.findings()).isEmpty();
    }

    private TokenResponse user(Identities step, String fhirUser) {
        String token = signed(bench.claims().add("fhirUser", fhirUser).build());
        return step.ofLaunch(request(), answer(token));
    }

    private TokenResponse refreshed(IdToken earlier, JsonObjectBuilder claims) {
        return identities.ofRefresh(refresh(earlier), answer(signed(claims.build())));
    }

    private static RefreshRequest refresh(IdToken earlier) {
        return new RefreshRequest("epic", "rt", Scopes.of("openid"), Scopes.none(), JsonValue.EMPTY_JSON_OBJECT, earlier);
    }

    private void passedOver(IdToken earlier, JsonObjectBuilder claims) {
        TokenResponse answer = refreshed(earlier, claims);
        assertThat(answer.identity()).contains(earlier);
        assertThat(answer.findings()).hasSize(1);
    }

    private void accepted(JsonObjectBuilder claims) {
        assertThat(identity(signed(claims.build())).subject()).isEqualTo("user-1");
    }

    private void refused(JsonObjectBuilder claims, String reason) {
        assertThat(reason(signed(claims.build()))).isEqualTo(reason);
    }

    private IdToken identity(String token) {
        return identities.ofLaunch(request(), answer(token)).identity().orElseThrow();
    }

    private String reason(String token) {
        try {
            identities.ofLaunch(request(), answer(token));
            return "accepted";
        } catch (ValidationException refused) {
            assertThat(refused.attribute()).isEqualTo("id_token");
            assertThat(refused.server()).contains("epic");
            return refused.reason();
        }
    }

    private String withHeader(String header) {
        String token = signed(bench.claims().build());
        return encoded(header) + token.substring(token.indexOf('.'));
    }

    private static String signedWith(String header, String payload) {
        String input = encoded(header) + "." + encoded(payload);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEY.getPrivateKey());
            signature.update(input.getBytes(UTF_8));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static final class LostStore implements RegistrationStore {
        @Override
        public Optional<Stored> find(String server) {
            throw new IllegalStateException("database unavailable");
        }

        @Override
        public boolean save(ClientRegistration registration, long expected) {
            return false;
        }

        @Override
        public boolean delete(String server, long expected) {
            return false;
        }
    }
}
