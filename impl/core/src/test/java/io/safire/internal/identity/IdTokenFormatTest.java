package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.ISSUER_KEY;
import static io.safire.internal.identity.IdTokenFixture.OTHER_KEY;
import static io.safire.internal.identity.IdTokenFixture.expected;
import static io.safire.internal.identity.IdTokenFixture.sign;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the encoding, the header and the payload of ID tokens. */
class IdTokenFormatTest extends IdTokenValidationFixture {

    @Test
    void rejectsCriticalOrForeignHeaders() {
        String payload = fixture.claims().build().toString();
        assertThat(identity(sign(payload, ISSUER_KEY, "PS512", "typ", "jwt")).subject())
                .isEqualTo("user-1");
        assertThat(identity(sign(payload, ISSUER_KEY, "RS256", "typ", "application/JWT"))
                        .subject())
                .isEqualTo("user-1");
        assertThat(rejectionReason(sign(payload, ISSUER_KEY, "RS256", "typ", "at+jwt")))
                .contains("typ");
        assertThat(rejectionReason(withHeader("{\"alg\":\"RS256\",\"kid\":\"one\",\"crit\":[\"b64\"],\"b64\":false}")))
                .contains("crit");
        assertThat(rejectionReason(withHeader("{\"alg\":\"RS256\",\"alg\":\"RS256\"}")))
                .contains("more than once");
        assertThat(rejectionReason(withHeader("{\"kid\":\"one\"}"))).isEqualTo("alg is not allowed");
        assertThat(rejectionReason(withHeader("{\"alg\":\"nOnE\"}"))).isEqualTo("alg is not allowed");
        assertThat(rejectionReason(withHeader("{\"alg\":\"ES256K\"}"))).isEqualTo("alg is not allowed");
    }

    @Test
    void rejectsB64UnlessTrue() {
        String payload = fixture.claims().build().toString();
        assertThat(identity(signedWith("{\"alg\":\"RS256\",\"kid\":\"one\",\"b64\":true}", payload))
                        .subject())
                .isEqualTo("user-1");
        for (String b64 : List.of("false", "\"false\"", "null", "0")) {
            String header = "{\"alg\":\"RS256\",\"kid\":\"one\",\"b64\":" + b64 + "}";
            assertThat(rejectionReason(signedWith(header, payload))).as(b64).isEqualTo("its header has b64");
        }
    }

    @Test
    void rejectsCharactersOutsideBase64url() {
        String[] parts = sign(fixture.claims().build()).split("\\.");
        for (String odd : List.of("=", "==", "!", "+", "/", " ", "\n", "\u00e9")) {
            assertThat(rejectionReason(parts[0] + "." + parts[1] + "." + parts[2] + odd))
                    .isEqualTo("its signature is not base64url");
            assertThat(rejectionReason(parts[0] + "." + parts[1] + "." + odd + parts[2]))
                    .isEqualTo("its signature is not base64url");
            assertThat(rejectionReason(parts[0] + odd + "." + parts[1] + "." + parts[2]))
                    .isEqualTo("its header is not base64url");
            assertThat(rejectionReason(parts[0] + "." + parts[1] + odd + "." + parts[2]))
                    .isEqualTo("its payload is not base64url");
        }
    }

    @Test
    void ignoresKeysInTokenHeader() {
        String payload = fixture.claims().build().toString();
        String jwk = OTHER_KEY.toJson();
        String header = "{\"alg\":\"RS256\",\"jku\":\"https://attacker.example/keys\",\"jwk\":" + jwk + "}";
        String forged = sign(payload, OTHER_KEY, "RS256");
        assertThat(rejectionReason(encode(header) + forged.substring(forged.indexOf('.'))))
                .contains("signature");
        assertThat(fixture.requests).allMatch(address -> address.startsWith("https://as.example/"));
    }

    @Test
    void rejectsChangedPayload() {
        String token = sign(fixture.claims().build());
        String[] parts = token.split("\\.");
        String changed = encode(fixture.claims().add("sub", "user-2").build().toString());
        assertThat(rejectionReason(parts[0] + "." + changed + "." + parts[2])).contains("signature");
        assertThat(rejectionReason(parts[0] + "." + parts[1] + ".")).contains("signature");
    }

    @Test
    void rejectsIdTokenThatIsNotAString() {
        for (JsonValue value : List.of(JsonValue.TRUE, JsonValue.EMPTY_JSON_OBJECT, Json.createValue(7))) {
            TokenResponse response = tokenResponse(
                    Json.createObjectBuilder().add("id_token", value).build());
            assertThatThrownBy(() -> validator.validateLaunchResponse(expected(), response))
                    .isInstanceOf(ValidationException.class);
        }
        JsonObject none = Json.createObjectBuilder().addNull("id_token").build();
        assertThat(validator
                        .validateLaunchResponse(expected(), tokenResponse(none))
                        .findings())
                .hasSize(1);
    }

    private String withHeader(String header) {
        String token = sign(fixture.claims().build());
        return encode(header) + token.substring(token.indexOf('.'));
    }

    private static String signedWith(String header, String payload) {
        String input = encode(header) + "." + encode(payload);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(ISSUER_KEY.getPrivateKey());
            signature.update(input.getBytes(UTF_8));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
