package io.safire.broken;

import io.safire.SmartClient;
import io.safire.authentication.Credential;
import io.safire.key.KeyState;
import io.safire.key.PublicKeys;
import io.safire.key.PublishedKey;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
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
                        MEMBERS_TEST,
                        "ClientJwksTest.neverRevealsPrivateKey"),
                changedKeys(
                        "Published keys have no `key_ops`",
                        key -> Json.createObjectBuilder(key).remove("key_ops").build()),
                changedKeys(
                        "Modulus of a published key has leading zero bytes",
                        key -> key.containsKey("n")
                                ? Json.createObjectBuilder(key)
                                        .add("n", "AAAA" + key.getString("n"))
                                        .build()
                                : key),
                withoutKeys("Next key is not published", KeyState.NEXT, ROTATION_TEST, ANNOUNCED_KEY_TEST),
                withoutKeys(
                        "Retiring key is removed from the key set immediately",
                        KeyState.RETIRING,
                        ROTATION_TEST,
                        RETIRED_KEY_TEST),
                changedKeySet(
                        "Key set is not cacheable",
                        keys -> new PublicKeys(keys.keys(), Duration.ZERO, keys.findings()),
                        REGISTERED_URL_TEST),
                Breakage.calls(
                        "Key is used for signing before it has been published long enough",
                        KeyBreakages::signWithUnannouncedKey,
                        ROTATION_TEST));
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
        return Json.createObjectBuilder(key).add("x_key", pem).build();
    }

    private static Breakage changedKeys(String name, UnaryOperator<JsonObject> change) {
        return changedKeySet(name, keys -> withChange(keys, change), MEMBERS_TEST);
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
