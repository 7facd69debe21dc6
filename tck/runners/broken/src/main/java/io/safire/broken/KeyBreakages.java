package io.safire.broken;

import io.safire.SmartClient;
import io.safire.authentication.Credential;
import io.safire.key.KeyState;
import io.safire.key.PublicKeys;
import io.safire.key.PublishedKey;
import io.safire.tck.support.TestKeys;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.ConfigProvider;

/** Deliberate defects in the client's own keys and its published key set. */
final class KeyBreakages {

    private static final String MEMBERS_TEST = "ClientJwksTest.publishesJwksWithRequiredMembers";
    private static final String ROTATION_TEST = "ClientJwksTest.signsWithFormerKeyUntilNewKeyIsPublishedLongEnough";
    private static final String ANNOUNCED_KEY_TEST = "ClientJwksTest.signsAtOnceWithPreviouslyPublishedKey";
    private static final String RETIRED_KEY_TEST = "ClientJwksTest.publishesRemovedKeyUntilItsLastAssertionExpires";
    private static final String REGISTERED_URL_TEST = "ClientJwksTest.authenticatesWithJwksOfRegisteredUrlOnly";

    private KeyBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                                "Key set contains the private key",
                                KeyBreakages::exposePrivateKey,
                                "ClientJwksTest.neverRevealsPrivateKey")
                        .breaks(295)
                        .reportedAs("not to contain: "),
                changedKeys(
                                "Published EC key contains its private value",
                                KeyBreakages::withPrivateValue,
                                "ClientJwksTest.publishesNoPrivateValueOfEcKey")
                        .breaks(295)
                        .reportedAs("not to contain"),
                changedKeys(
                                "`kty` of a published key is in lower case",
                                key -> with(key, "kty", key.getString("kty").toLowerCase(Locale.ROOT)),
                                MEMBERS_TEST)
                        .breaks(313)
                        .reportedAs("had different values: [\"kty\"="),
                changedKeys(
                                "Exponent of a published key is 3",
                                key -> key.containsKey("e") ? with(key, "e", "Aw") : key,
                                MEMBERS_TEST)
                        .breaks(314)
                        .reportedAs("[\"e\"=\"Aw\" (expected: "),
                changedKeys(
                                "Coordinates of a published key have no leading zeros",
                                key -> key.containsKey("x")
                                        ? with(
                                                with(key, "x", withoutZeros(key.getString("x"))),
                                                "y",
                                                withoutZeros(key.getString("y")))
                                        : key,
                                "ClientJwksTest.publishesCoordinatesOfFullLength")
                        .breaks(315)
                        .reportedAs("had different values: [\""),
                changedKeys(
                                "Modulus of a published key has leading zero bytes",
                                key -> key.containsKey("n") ? with(key, "n", "AAAA" + key.getString("n")) : key,
                                MEMBERS_TEST)
                        .breaks(314)
                        .reportedAs("[\"n\"=\"AAAA"),
                withoutKeys("Next key is not published", KeyState.NEXT, ROTATION_TEST, ANNOUNCED_KEY_TEST)
                        .reportedAs("could not find the following elements: [\"latest NEXT\"]"),
                withoutKeys(
                                "Retiring key is removed from the key set immediately",
                                KeyState.RETIRING,
                                ROTATION_TEST,
                                RETIRED_KEY_TEST)
                        .reportedAs("could not find the following elements: [\"former RETIRING\"]"),
                changedKeySet(
                                "Key set is not cacheable",
                                keys -> new PublicKeys(keys.keys(), Duration.ZERO, keys.findings()),
                                REGISTERED_URL_TEST)
                        .breaks(303)
                        .reportedAs("to match pattern: \"public, max-age="),
                Breakage.calls(
                                "Key is used for signing before it has been published long enough",
                                KeyBreakages::signWithUnannouncedKey,
                                ROTATION_TEST)
                        .reportedAs("expected: \"former\" but was: \"latest\""));
    }

    private static Object signWithUnannouncedKey(ApiCall call) throws Throwable {
        if (call.isMethod("requestToken") && call.arguments().length == 0) {
            SmartClient client = call.client();
            String key = System.getProperty("safire." + client.name() + ".private-key", "");
            String kid = System.getProperty("safire." + client.name() + ".kid", "");
            return client.with(Credential.key(key, kid)).requestToken();
        }
        return call.proceed();
    }

    private static Object exposePrivateKey(ApiCall call) throws Throwable {
        return call.isMethod("jwks")
                ? withChange((PublicKeys) call.proceed(), KeyBreakages::withPrivateKey)
                : call.proceed();
    }

    private static JsonObject withPrivateKey(JsonObject key) {
        String pem = ConfigProvider.getConfig().getValue("safire.shown.private-key", String.class);
        return with(key, "x_key", pem);
    }

    /** Adds the private value as another member than {@code d}, because the API rejects {@code d}. */
    private static JsonObject withPrivateValue(JsonObject key) {
        String pem = System.getProperty("safire.curve.private-key", "");
        byte[] content = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        try {
            PrivateKey secret = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(content));
            return with(key, "x_d", TestKeys.base64Url(((ECPrivateKey) secret).getS(), 48));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String withoutZeros(String number) {
        byte[] bytes = Base64.getUrlDecoder().decode(number);
        int zeros = 0;
        while (bytes[zeros] == 0) {
            zeros++;
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, zeros, bytes.length));
    }

    private static JsonObject with(JsonObject key, String member, String value) {
        return Json.createObjectBuilder(key).add(member, value).build();
    }

    private static Breakage changedKeys(String name, UnaryOperator<JsonObject> change, String... caughtBy) {
        return changedKeySet(name, keys -> withChange(keys, change), caughtBy);
    }

    private static PublicKeys withChange(PublicKeys keys, UnaryOperator<JsonObject> change) {
        List<PublishedKey> changed = keys.keys().stream()
                .map(key -> new PublishedKey(change.apply(key.jwk()), key.state(), key.publishedSince()))
                .toList();
        return new PublicKeys(changed, keys.maxAge(), keys.findings());
    }

    private static Breakage withoutKeys(String name, KeyState state, String... caughtBy) {
        return changedKeySet(
                name,
                keys -> new PublicKeys(
                        keys.keys().stream().filter(key -> key.state() != state).toList(),
                        keys.maxAge(),
                        keys.findings()),
                caughtBy);
    }

    private static Breakage changedKeySet(String name, Function<PublicKeys, PublicKeys> change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> call.isMethod("jwks") ? change.apply((PublicKeys) call.proceed()) : call.proceed(),
                caughtBy);
    }
}
