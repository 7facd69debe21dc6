package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientKeySetCacheTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxServer host = SandboxControl.at(sandbox.control()).open("host");
    private final ClientKeySetCache sets = new ClientKeySetCache(HttpClient.newHttpClient());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void cachesKeySetForItsMaxAge() {
        SandboxClient client = publish("one", "max-age=60");
        assertThat(sets.keySetOf(client, NOW)).contains("one");
        publish("two", "max-age=60");
        assertThat(sets.keySetOf(client, NOW.plusSeconds(59))).contains("one");
        assertThat(sets.keySetOf(client, NOW.plusSeconds(60))).contains("two");
        publish("three", "max-age=60");
        sets.clear();
        assertThat(sets.keySetOf(client, NOW.plusSeconds(61))).contains("three");
        assertThat(host.requests(Endpoint.PUBLISHED)).hasSize(3);
    }

    @Test
    void appliesDefaultLifetimeAndHonorsNoStore() {
        SandboxClient client = publish("one", "public");
        sets.keySetOf(client, NOW);
        publish("two", "no-store");
        assertThat(sets.keySetOf(client, NOW.plusSeconds(28 * 3600))).contains("one");
        assertThat(sets.keySetOf(client, NOW.plusSeconds(29 * 3600))).contains("two");
        publish("three", "no-store");
        assertThat(sets.keySetOf(client, NOW.plusSeconds(29 * 3600))).contains("three");
    }

    @Test
    void doesNotFetchRegisteredKeySet() {
        SandboxClient client =
                SandboxClient.keyClient("job", "{\"keys\":[]}", "").withJwksUri("https://app.example/jwks");
        assertThat(sets.keySetOf(client, NOW)).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void rejectsUnusableKeySet() {
        SandboxClient client = publish("one", "no-store");
        host.script(Endpoint.PUBLISHED, ScriptedResponse.status(503));
        assertThatThrownBy(() -> sets.keySetOf(client, NOW)).isInstanceOf(OAuthErrorException.class);
        host.publish("jwks.json", SandboxJson.createObjectBuilder().build(), "no-store");
        assertThatThrownBy(() -> sets.keySetOf(client, NOW)).isInstanceOf(OAuthErrorException.class);
        host.publish(
                "jwks.json",
                keySet(SandboxJson.createObjectBuilder().add("d", "x").build()),
                "no-store");
        assertThatThrownBy(() -> sets.keySetOf(client, NOW)).isInstanceOf(OAuthErrorException.class);
        assertThatThrownBy(() ->
                        sets.keySetOf(SandboxClient.keyUrlClient("job", "https://app.example/jwks.json", ""), NOW))
                .isInstanceOf(OAuthErrorException.class);
        publish("one", "no-store");
        assertThat(sets.keySetOf(client, NOW)).contains("one");
    }

    private SandboxClient publish(String kid, String cacheControl) {
        URI url = host.publish(
                "jwks.json",
                keySet(SandboxJson.createObjectBuilder().add("kid", kid).build()),
                cacheControl);
        return SandboxClient.keyUrlClient("job", url.toString(), "");
    }

    private static JsonObject keySet(JsonObject key) {
        return SandboxJson.createObjectBuilder()
                .add("keys", SandboxJson.createArrayBuilder().add(key))
                .build();
    }
}
