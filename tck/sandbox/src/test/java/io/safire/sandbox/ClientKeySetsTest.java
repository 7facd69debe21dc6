package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientKeySetsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxServer host = SandboxControl.at(sandbox.control()).open("host");
    private final ClientKeySets sets = new ClientKeySets(HttpClient.newHttpClient());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void setIsKeptForAsLongAsItSaysAndReadAgainThen() {
        ClientEntry client = published("one", "max-age=60");
        assertThat(sets.of(client, NOW)).contains("one");
        published("two", "max-age=60");
        assertThat(sets.of(client, NOW.plusSeconds(59))).contains("one");
        assertThat(sets.of(client, NOW.plusSeconds(60))).contains("two");
        published("three", "max-age=60");
        sets.forget();
        assertThat(sets.of(client, NOW.plusSeconds(61))).contains("three");
        assertThat(host.requests(Endpoint.PUBLISHED)).hasSize(3);
    }

    @Test
    void setWithoutCacheControlIsKeptLongAndOneThatMayNotBeKeptIsNot() {
        ClientEntry client = published("one", "public");
        sets.of(client, NOW);
        published("two", "no-store");
        assertThat(sets.of(client, NOW.plusSeconds(28 * 3600))).contains("one");
        assertThat(sets.of(client, NOW.plusSeconds(29 * 3600))).contains("two");
        published("three", "no-store");
        assertThat(sets.of(client, NOW.plusSeconds(29 * 3600))).contains("three");
    }

    @Test
    void setThatWasRegisteredIsNotFetched() {
        ClientEntry client = ClientEntry.keyClient("job", "{\"keys\":[]}", "").withJwksUri("https://app.example/jwks");
        assertThat(sets.of(client, NOW)).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void setThatCannotBeUsedIsRefused() {
        ClientEntry client = published("one", "no-store");
        host.next(Endpoint.PUBLISHED, Answer.status(503));
        assertThatThrownBy(() -> sets.of(client, NOW)).isInstanceOf(OAuthError.class);
        host.publish("jwks.json", Json.createObjectBuilder().build(), "no-store");
        assertThatThrownBy(() -> sets.of(client, NOW)).isInstanceOf(OAuthError.class);
        host.publish("jwks.json", set(Json.createObjectBuilder().add("d", "x").build()), "no-store");
        assertThatThrownBy(() -> sets.of(client, NOW)).isInstanceOf(OAuthError.class);
        assertThatThrownBy(() -> sets.of(ClientEntry.keyUrlClient("job", "https://app.example/jwks.json", ""), NOW))
                .isInstanceOf(OAuthError.class);
        published("one", "no-store");
        assertThat(sets.of(client, NOW)).contains("one");
    }

    private ClientEntry published(String kid, String cacheControl) {
        URI url = host.publish(
                "jwks.json", set(Json.createObjectBuilder().add("kid", kid).build()), cacheControl);
        return ClientEntry.keyUrlClient("job", url.toString(), "");
    }

    private static JsonObject set(JsonObject key) {
        return Json.createObjectBuilder()
                .add("keys", Json.createArrayBuilder().add(key))
                .build();
    }
}
