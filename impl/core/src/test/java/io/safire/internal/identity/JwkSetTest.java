package io.safire.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.key.SignatureAlgorithm;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits on the effort that a hostile JWKS can cause. */
class JwkSetTest {

    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    @Test
    void triesAtMostFourKeysForOneKid() {
        JsonObject[] keys = new JsonObject[100];
        for (int number = 0; number < keys.length; number++) {
            keys[number] = rsa(odd(2048).add(BigInteger.valueOf(2L * number)), EXPONENT);
        }
        JwkSet set = set(keys);
        assertThat(set.keys()).hasSize(100);
        assertThat(set.findMatching(SignatureAlgorithm.RS256, Optional.of("one")))
                .isEqualTo(set.keys().subList(0, 4));
        assertThat(set.findMatching(SignatureAlgorithm.RS256, Optional.of("two")))
                .isEmpty();
        assertThat(set.findMatching(SignatureAlgorithm.RS256, Optional.empty())).isEmpty();
    }

    @Test
    void acceptsModulusUpTo8192Bits() {
        assertThat(set(rsa(odd(8192), EXPONENT)).keys()).hasSize(1);
        assertThat(set(rsa(odd(8193), EXPONENT)).keys()).isEmpty();
        assertThat(set(rsa(odd(1 << 18), EXPONENT)).keys()).isEmpty();
    }

    @Test
    void acceptsOddExponentsFrom3To64Bits() {
        for (BigInteger allowed : new BigInteger[] {BigInteger.valueOf(3), EXPONENT, odd(64)}) {
            assertThat(set(rsa(odd(2048), allowed)).keys())
                    .as(allowed.toString())
                    .hasSize(1);
        }
        for (BigInteger rejected : new BigInteger[] {
            BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, BigInteger.valueOf(65_536), odd(65), odd(2048)
        }) {
            assertThat(set(rsa(odd(2048), rejected)).keys())
                    .as(rejected.toString())
                    .isEmpty();
        }
    }

    @Test
    void skipsKeyWithCharactersOutsideBase64url() {
        JsonObject good = rsa(odd(2048), EXPONENT);
        for (String name : new String[] {"n", "e"}) {
            for (String character : new String[] {"=", "!", " ", "+"}) {
                JsonObject changed = Json.createObjectBuilder(good)
                        .add(name, good.getString(name) + character)
                        .build();
                assertThat(set(changed).keys()).as(name + character).isEmpty();
            }
        }
    }

    @Test
    void acceptsLeadingZerosUpTo1400Characters() {
        byte[] modulus = new byte[1050];
        byte[] odd = odd(2048).toByteArray();
        System.arraycopy(odd, 0, modulus, modulus.length - odd.length, odd.length);
        JsonObject good = rsa(odd(2048), EXPONENT);
        String longest = Base64.getUrlEncoder().withoutPadding().encodeToString(modulus);
        assertThat(longest).hasSize(1400);
        assertThat(set(with(good, "n", longest)).keys()).hasSize(1);
        assertThat(set(with(good, "n", "AA" + longest)).describeKeys())
                .contains("its n is not a number in base64url, or is too long");
    }

    /** RFC 7517, section 4.3. */
    @Test
    void acceptsKeyOperationsThatContainVerify() {
        assertThat(withOperations("verify").keys()).hasSize(1);
        assertThat(withOperations("sign", "verify").keys()).hasSize(1);
        assertThat(withOperations().keys()).isEmpty();
        assertThat(withOperations("sign").keys()).isEmpty();
        JsonObject number = Json.createObjectBuilder(rsa(odd(2048), EXPONENT))
                .add("key_ops", Json.createArrayBuilder().add(7))
                .build();
        assertThat(set(number).describeKeys()).contains("its key_ops does not contain verify");
        assertThat(set(with(rsa(odd(2048), EXPONENT), "key_ops", "sign")).keys())
                .hasSize(1);
    }

    private static JwkSet withOperations(String... operations) {
        return set(Json.createObjectBuilder(rsa(odd(2048), EXPONENT))
                .add("key_ops", Json.createArrayBuilder(List.of(operations)))
                .build());
    }

    @Test
    void namesEachIgnoredKeyWithReason() {
        JsonObject good = rsa(odd(2048), EXPONENT);
        Map<JsonObject, String> reasons = new LinkedHashMap<>();
        reasons.put(without(good, "n", "e", "kty"), "it has no kty");
        reasons.put(
                Json.createObjectBuilder(without(good, "n", "e"))
                        .add("x5c", Json.createArrayBuilder().add("MIIB"))
                        .build(),
                "it lacks n, e, and x5c does not replace them");
        reasons.put(with(good, "alg", "RSA256"), "its alg is RSA256, not one of RS256, RS384");
        reasons.put(with(good, "use", "signature"), "its use is signature, not sig");
        reasons.put(with(good, "use", "enc"), "its use is enc, not sig");
        reasons.put(with(good, "kty", "oct"), "its kty is oct, not RSA or EC");
        reasons.put(with(good, "kty", "EC"), "it lacks crv, x, y");
        reasons.put(with(good, "n", "+"), "its n is not a number in base64url, or is too long");
        reasons.put(with(good, "n", base64(odd(8193))), "its n or e is outside of the limits");
        reasons.put(
                Json.createObjectBuilder(good)
                        .add("key_ops", Json.createArrayBuilder().add("encrypt"))
                        .build(),
                "its key_ops does not contain verify");
        reasons.forEach((jwk, reason) ->
                assertThat(set(jwk).describeKeys()).startsWith("no usable keys; ignored: one (" + reason));
        assertThat(set(good, with(good, "use", "enc")).describeKeys())
                .isEqualTo("one RSA; ignored: one (its use is enc, not sig)");
        assertThat(set(good).describeKeys()).isEqualTo("one RSA");
    }

    @Test
    void truncatesKidsOfIgnoredKeys() {
        JsonObject unusable = with(rsa(odd(2048), EXPONENT), "use", "enc");
        assertThat(set(with(unusable, "kid", "k".repeat(60))).describeKeys())
                .contains("ignored: " + "k".repeat(60) + " (its use");
        assertThat(set(with(unusable, "kid", "k".repeat(61))).describeKeys())
                .contains("ignored: " + "k".repeat(60) + "... (its use");
    }

    @Test
    void namesOtherContentThatIsIgnored() {
        JsonObject good = rsa(odd(2048), EXPONENT);
        assertThat(read(Json.createObjectBuilder().add("keys", 7).build()).describeKeys())
                .isEqualTo("no usable keys; ignored: the document, because it has no array keys");
        assertThat(read(Json.createObjectBuilder()
                                .add("keys", Json.createArrayBuilder().add(7))
                                .build())
                        .describeKeys())
                .isEqualTo("no usable keys; ignored: entry 1 (it is not an object)");
        JsonObject[] many = new JsonObject[101];
        Arrays.fill(many, good);
        assertThat(set(many).describeKeys())
                .endsWith("; ignored: further entries: 1 (Safire reads at most 100 entries)");
    }

    @Test
    void limitsListOfIgnoredEntriesAndCountsOthers() {
        JsonObject odd = with(with(rsa(odd(2048), EXPONENT), "use", "\u00e4".repeat(500)), "kid", "k".repeat(5_000));
        for (int count : new int[] {10, 11, 100, 101, 10_000}) {
            JsonObject[] many = new JsonObject[count];
            Arrays.fill(many, odd);
            JwkSet set = set(many);
            assertThat(set.ignored()).hasSize(10);
            assertThat(set.ignoredCount()).isEqualTo(count);
            assertThat(set.describeKeys())
                    .hasSizeLessThan(4_000)
                    .contains("its use is")
                    .endsWith(
                            count <= 10
                                    ? "..."
                                    : "further entries: " + (count - 10)
                                            + (count > 100 ? " (Safire reads at most 100 entries)" : ""));
        }
    }

    private static JsonObject with(JsonObject jwk, String member, String value) {
        return Json.createObjectBuilder(jwk).add(member, value).build();
    }

    private static JsonObject without(JsonObject jwk, String... members) {
        JsonObjectBuilder builder = Json.createObjectBuilder(jwk);
        for (String member : members) {
            builder.remove(member);
        }
        return builder.build();
    }

    private static JwkSet set(JsonObject... keys) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (JsonObject key : keys) {
            array.add(key);
        }
        return read(Json.createObjectBuilder().add("keys", array).build());
    }

    private static JwkSet read(JsonObject document) {
        return JwkSet.read(URI.create("https://as.example/keys"), document, Duration.ofHours(1));
    }

    private static BigInteger odd(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    }

    private static JsonObject rsa(BigInteger modulus, BigInteger exponent) {
        return Json.createObjectBuilder()
                .add("kty", "RSA")
                .add("kid", "one")
                .add("n", base64(modulus))
                .add("e", base64(exponent))
                .build();
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int start = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
        byte[] unsigned = new byte[bytes.length - start];
        System.arraycopy(bytes, start, unsigned, 0, unsigned.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }
}
