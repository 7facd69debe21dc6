package io.safire.broken;

import io.safire.Credential;
import io.safire.SmartClient;
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

/** Breakages in the client's own keys and its published key set. */
final class KeyBreakages {

    private static final String MEMBERS = "KeysTest.keySetHasBareKeysWithAllThatServersNeed";
    private static final String ONE_STEP = "KeysTest.formerKeySignsUntilTheNewOneHasBeenPublishedLongEnough";
    private static final String ANNOUNCED = "KeysTest.keyThatWasAnnouncedSignsAtOnceWhenItBecomesThePrivateKey";
    private static final String NAMED_NO_MORE =
            "KeysTest.keyThatIsNamedNoMoreStaysPublishedForItsLastAssertionAndSignsNoMore";
    private static final String BEHIND_THE_URL = "KeysTest.serverVerifiesWithTheSetBehindTheRegisteredUrlOnly";

    private KeyBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                        "Key set contains the private key",
                        KeyBreakages::talkative,
                        MEMBERS,
                        "KeysTest.privateKeyIsShownNowhere"),
                members(
                        "Published keys have no `key_ops`",
                        key -> Json.createObjectBuilder(key).remove("key_ops").build()),
                members(
                        "Modulus of a published key has leading zero bytes",
                        key -> key.containsKey("n")
                                ? Json.createObjectBuilder(key)
                                        .add("n", "AAAA" + key.getString("n"))
                                        .build()
                                : key),
                without("Next key is not published", KeyState.NEXT, ONE_STEP, ANNOUNCED),
                without("Retiring key is removed from the key set immediately", KeyState.RETIRING, ONE_STEP, NAMED_NO_MORE),
                keySet(
                        "Key set is not cacheable",
                        keys -> new PublicKeys(keys.keys(), Duration.ZERO, keys.findings()),
                        BEHIND_THE_URL),
                Breakage.calls("Key signs before it has been published long enough", KeyBreakages::hasty, ONE_STEP));
    }

    private static Object hasty(Call call) throws Throwable {
        if (call.is("requestToken") && call.arguments().length == 0) {
            SmartClient client = call.client();
            String key = System.getProperty("safire." + client.name() + ".private-key", "");
            String kid = System.getProperty("safire." + client.name() + ".kid", "");
            return client.with(Credential.key(key, kid)).requestToken();
        }
        return call.proceed();
    }

    private static Object talkative(Call call) throws Throwable {
        return call.is("jwks") ? with((PublicKeys) call.proceed(), KeyBreakages::withThePrivateKey) : call.proceed();
    }

    private static JsonObject withThePrivateKey(JsonObject key) {
        String pem = ConfigProvider.getConfig().getValue("safire.shown.private-key", String.class);
        return Json.createObjectBuilder(key).add("x_key", pem).build();
    }

    private static Breakage members(String name, UnaryOperator<JsonObject> change) {
        return keySet(name, keys -> with(keys, change), MEMBERS);
    }

    private static PublicKeys with(PublicKeys keys, UnaryOperator<JsonObject> change) {
        List<PublishedKey> changed = keys.keys().stream()
                .map(key -> new PublishedKey(change.apply(key.jwk()), key.state(), key.publishedSince()))
                .toList();
        return new PublicKeys(changed, keys.maxAge(), keys.findings());
    }

    private static Breakage without(String name, KeyState state, String... caughtBy) {
        return keySet(
                name,
                keys -> new PublicKeys(
                        keys.keys().stream().filter(key -> key.state() != state).toList(),
                        keys.maxAge(),
                        keys.findings()),
                caughtBy);
    }

    private static Breakage keySet(String name, Function<PublicKeys, PublicKeys> change, String... caughtBy) {
        return Breakage.calls(
                name, call -> call.is("jwks") ? change.apply((PublicKeys) call.proceed()) : call.proceed(), caughtBy);
    }
}
