package io.safire.impl.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.RegistrationException;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.ClientKeys;
import io.safire.impl.discovery.Authorities;
import io.safire.impl.discovery.Endpoints;
import io.safire.impl.discovery.MetadataSource;
import io.safire.impl.event.Announcer;
import io.safire.impl.event.Audit;
import io.safire.impl.event.Observers;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.ServerClock;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tests of deletion when another node may have rotated the registration access token. */
class DeletionTest {

    private final RegistrationsInMemory store = new RegistrationsInMemory();
    private final List<String> tokens = new ArrayList<>();
    private Runnable answering = () -> {};
    private String valid = "rotated";

    @Test
    void tokenThatAnotherNodeHasRotatedIsReadAgainFromTheStore() {
        store.save(registration("one", "first"), 0);
        answering = () -> rotate("one");
        registrar().delete();
        assertThat(tokens).containsExactly("Bearer first", "Bearer rotated");
        assertThat(store.find("epic")).isEmpty();
    }

    @Test
    void tokenThatNobodyHasRotatedIsSentOnce() {
        store.save(registration("one", "first"), 0);
        refused();
        assertThat(tokens).containsExactly("Bearer first");
        assertThat(store.find("epic")).as("registration remains stored").isPresent();
    }

    @Test
    void tokenOfAnotherClientIsNotSent() {
        store.save(registration("one", "first"), 0);
        answering = () -> rotate("two");
        refused();
        assertThat(tokens).containsExactly("Bearer first");
    }

    @Test
    void thereIsNoThirdAttempt() {
        store.save(registration("one", "first"), 0);
        answering = () -> rotate("one");
        valid = "none";
        refused();
        assertThat(tokens).containsExactly("Bearer first", "Bearer rotated");
    }

    private void refused() {
        assertThatThrownBy(() -> registrar().delete())
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("Client registration could not be deleted")
                .hasMessageNotContaining("rotated");
    }

    private void rotate(String clientId) {
        answering = () -> {};
        store.save(
                registration(clientId, "rotated"),
                store.find("epic").orElseThrow().version());
    }

    private ClientRegistrar registrar() {
        ServerSettings settings = TestServers.epic();
        HttpCalls calls = this::answered;
        Clock clock = Clock.systemUTC();
        Audit audit = new Audit("epic", () -> null, Announcer.silent());
        MetadataSource metadata = new MetadataSource(settings, calls, clock, new ServerClock(clock), Observers.NONE);
        ClientKeys keys = new ClientKeys(settings, server -> List.of(), clock, audit);
        return new ClientRegistrar(
                settings, new Endpoints(settings, metadata, new Authorities(List::of)), calls, store, keys, audit);
    }

    private HttpAnswer answered(HttpCalls.Repetition repetition, Supplier<HttpRequest> request) {
        HttpRequest sent = request.get();
        assertThat(sent.method()).isEqualTo(HttpRequest.Method.DELETE);
        tokens.add(String.valueOf(sent.authorization()));
        answering.run();
        int status = ("Bearer " + valid).equals(sent.authorization()) ? 204 : 401;
        return new HttpAnswer(sent.target(), status, Map.of(), new byte[0]);
    }

    private static ClientRegistration registration(String clientId, String token) {
        return new ClientRegistration(
                "epic",
                URI.create("https://as.example/register"),
                ClientMetadata.builder().build(),
                Json.createObjectBuilder()
                        .add("client_id", clientId)
                        .add("registration_access_token", token)
                        .add("registration_client_uri", "https://as.example/register/" + clientId)
                        .build(),
                JsonValue.EMPTY_JSON_OBJECT);
    }
}
