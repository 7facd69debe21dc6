package io.safire.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
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

    private static JwkSet set(JsonObject... keys) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (JsonObject key : keys) {
            array.add(key);
        }
        JsonObjectBuilder document = Json.createObjectBuilder().add("keys", array);
        return JwkSet.read(URI.create("https://as.example/keys"), document.build(), Duration.ofHours(1));
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
