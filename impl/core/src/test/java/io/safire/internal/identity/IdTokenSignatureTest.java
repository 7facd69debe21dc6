package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.JWKS_URL;
import static io.safire.internal.identity.IdTokenFixture.expected;
import static io.safire.internal.identity.IdTokenFixture.sign;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.error.ValidationException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ID tokens that the JDK signs, and ID tokens of other forms (RFC 7515, RFC 7518). */
class IdTokenSignatureTest {

    private final IdTokenFixture fixture = new IdTokenFixture();

    @ParameterizedTest
    @CsvSource({
        "ES256, P-256, secp256r1, SHA256withECDSAinP1363Format, 32",
        "ES384, P-384, secp384r1, SHA384withECDSAinP1363Format, 48",
        "ES512, P-521, secp521r1, SHA512withECDSAinP1363Format, 66"
    })
    void verifiesEllipticCurves(String algorithm, String curve, String jdkCurve, String signature, int size)
            throws GeneralSecurityException {
        KeyPair pair = ecKey(jdkCurve);
        publish(jwk(curve, (ECPublicKey) pair.getPublic(), size));
        String token = signed(algorithm, signature, pair);
        assertThat(reason(token)).isEqualTo("accepted");
        assertThat(reason(token.substring(0, token.length() - 3) + (token.endsWith("AAA") ? "BBB" : "AAA")))
                .isEqualTo("the signature is invalid");
        for (String other : new String[] {"ES256", "ES384", "ES512"}) {
            if (!other.equals(algorithm)) {
                assertThat(reason(signed(other, signature, pair))).isEqualTo("no key of the issuer matches");
            }
        }
    }

    @Test
    void verifiesTokenWithoutKidOnlyWithSingleKey() throws GeneralSecurityException {
        KeyPair one = ecKey("secp256r1");
        JsonObject jwk = jwk("P-256", (ECPublicKey) one.getPublic(), 32);
        publish(jwk);
        String token = signed("{\"alg\":\"ES256\"}", one, "SHA256withECDSAinP1363Format");
        assertThat(reason(token)).isEqualTo("accepted");
        publish(jwk, jwk("P-256", (ECPublicKey) ecKey("secp256r1").getPublic(), 32));
        assertThat(reason(token)).isEqualTo("no key of the issuer matches");
    }

    @Test
    void rejectsPointAndCurveThatAreInvalid() throws GeneralSecurityException {
        KeyPair pair = ecKey("secp256r1");
        JsonObject good = jwk("P-256", (ECPublicKey) pair.getPublic(), 32);
        String token = signed("ES256", "SHA256withECDSAinP1363Format", pair);
        publish(Json.createObjectBuilder(good).add("y", encode(new byte[32])).build());
        assertThat(reason(token)).isNotEqualTo("accepted");
        publish(Json.createObjectBuilder(good).add("crv", "P-999").build());
        assertThat(rejected(token))
                .hasMessageContaining("no usable keys; ignored: one (its members are not a valid key)");
    }

    /** RFC 7518, section 3.3: a key of size 2048 bits or larger must be used. */
    @Test
    void rejectsSignatureOfShortRsaKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        publish(Json.createObjectBuilder()
                .add("kty", "RSA")
                .add("kid", "one")
                .add("n", encode(fixed(key.getModulus(), 128)))
                .add("e", encode(key.getPublicExponent().toByteArray()))
                .build());
        assertThat(reason(signed("RS256", "SHA256withRSA", pair))).isEqualTo("the signature is invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, it does not have three parts",
        "a.b.c.d, it does not have three parts",
        "a.b.c.d.e, it is encrypted",
        "..., it does not have three parts",
        "e30.e30., alg is not allowed",
        "W10.e30.AA, its header is not a JSON object but",
        "e30.W10.AA, its payload is not a JSON object but",
        "A.e30.AA, its header is not base64url",
        "e30=.e30.AA, its header is not base64url",
        "e30.e30=.AA, its payload is not base64url",
        "e30.A.AA, its payload is not base64url"
    })
    void rejectsOtherForms(String token, String reason) {
        ValidationException rejected = rejected(token);
        assertThat(rejected.reason()).startsWith(reason);
        assertThat(rejected.attribute()).isEqualTo("id_token");
        assertThat(fixture.requests).isEmpty();
    }

    @Test
    void limitsTokenTo64KiB() {
        int rest = (1 << 16) - 2;
        assertThat(rejected("x".repeat(rest) + "..").reason()).startsWith("its header");
        assertThat(rejected("x".repeat(rest + 1) + "..").reason()).isEqualTo("it exceeds 64 KiB");
    }

    @Test
    void namesAlgorithmThatIsNotAllowed() {
        ValidationException none = rejected(encode("{\"alg\":\"none\"}".getBytes(UTF_8)) + ".e30.");
        assertThat(none.code()).isEqualTo("SAFIRE-0802");
        assertThat(none)
                .hasMessageContaining("the ID token is signed with none")
                .hasMessageContaining("RS256, ");
        assertThat(rejected("e30.e30.")).hasMessageContaining("the ID token is signed with no alg");
    }

    @Test
    void omitsValuesOfTokenInString() {
        String token = sign(fixture.claims().build());
        UnverifiedIdToken parsed = UnverifiedIdToken.parse(IdTokenFixture.settings(), token);
        assertThat(parsed.toString())
                .contains("alg", "kid", "sub", "iss")
                .doesNotContain("user-1", token, IdTokenFixture.NONCE);
        assertThat(parsed.kid()).contains("one");
        assertThat(expected().toString()).contains("app").doesNotContain(IdTokenFixture.NONCE);
    }

    private String signed(String algorithm, String signature, KeyPair pair) throws GeneralSecurityException {
        return signed("{\"alg\":\"" + algorithm + "\",\"kid\":\"one\"}", pair, signature);
    }

    private String signed(String header, KeyPair pair, String name) throws GeneralSecurityException {
        String input = encode(header.getBytes(UTF_8)) + "."
                + encode(fixture.claims().build().toString().getBytes(UTF_8));
        Signature signature = Signature.getInstance(name);
        signature.initSign(pair.getPrivate());
        signature.update(input.getBytes(US_ASCII));
        return input + "." + encode(signature.sign());
    }

    private String reason(String token) {
        ValidationException rejected = rejected(token);
        return rejected == null ? "accepted" : rejected.reason();
    }

    private ValidationException rejected(String token) {
        return catchThrowableOfType(ValidationException.class, () -> fixture.createValidator()
                .validateLaunchResponse(expected(), tokenResponse(token)));
    }

    private void publish(JsonObject... keys) {
        fixture.documents.put(
                JWKS_URL,
                Json.createObjectBuilder()
                        .add("keys", Json.createArrayBuilder(Arrays.asList(keys)))
                        .build()
                        .toString());
    }

    private static KeyPair ecKey(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static JsonObject jwk(String curve, ECPublicKey key, int size) {
        return Json.createObjectBuilder()
                .add("kty", "EC")
                .add("crv", curve)
                .add("kid", "one")
                .add("x", encode(fixed(key.getW().getAffineX(), size)))
                .add("y", encode(fixed(key.getW().getAffineY(), size)))
                .build();
    }

    private static byte[] fixed(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        byte[] result = new byte[size];
        int length = Math.min(bytes.length, size);
        System.arraycopy(bytes, bytes.length - length, result, size - length, length);
        return result;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
