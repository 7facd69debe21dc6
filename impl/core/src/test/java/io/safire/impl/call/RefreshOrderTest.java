package io.safire.impl.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.Finding;
import io.safire.SmartClient;
import io.safire.event.SmartEvent;
import io.safire.event.TokenRenewed;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.event.Announcer;
import io.safire.impl.event.Observers;
import io.safire.impl.managed.MemoryTokenStore;
import io.safire.impl.managed.RenewalThreads;
import io.safire.impl.managed.Upkeep;
import io.safire.impl.registration.RegistrationsInMemory;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.TransportFailure;
import io.safire.token.AccessToken;
import io.safire.token.IdToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that a refresh response with an ID token is stored before any further request or event. */
class RefreshOrderTest {

    private static final String USER = "user-1";
    private static final URI TOKEN_ENDPOINT = URI.create("https://as.example/token");
    private static final Scopes GRANTED = Scopes.parse("openid patient/*.rs offline_access");

    private final SettableClock clock = new SettableClock();
    private final MemoryTokenStore store = new MemoryTokenStore(server -> 100, clock);
    private final RenewalThreads threads = new RenewalThreads(null);
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.close();
    }

    @Test
    void refreshTokenIsInTheStoreWhenTheKeysOfTheIssuerAreAskedFor() {
        ManagedTokens user = node().userTokens().store(USER, first());
        clock.pass(Duration.ofMinutes(10));
        assertThat(user.accessToken().value()).isEqualTo("access-1");
        assertThat(seen).isNotEmpty().startsWith("https://as.example/auth/.well-known/openid-configuration refresh-1");
    }

    @Test
    void keysThatCannotBeReadDoNotCostTheSession() {
        ManagedTokens user = node().userTokens().store(USER, first());
        clock.pass(Duration.ofMinutes(10));
        user.accessToken();
        for (TokenResponse tokens :
                List.of(user.tokens(), node().userTokens().find(USER).orElseThrow().tokens())) {
            assertThat(tokens.refreshToken()).contains("refresh-1");
            assertThat(tokens.identity()).isEqualTo(first().identity());
            assertThat(tokens.findings()).extracting(Finding::member).containsExactly("id_token");
        }
    }

    @Test
    void refreshTokenIsInTheStoreWhenObserversHearOfIt() {
        ManagedTokens user = node().userTokens().store(USER, first());
        clock.pass(Duration.ofMinutes(10));
        user.accessToken();
        assertThat(seen).endsWith("TokenRefreshed refresh-1").hasSizeGreaterThan(1);
    }

    /** Records the refresh token that another node would find in the store at this moment. */
    private void look(String when) {
        String refreshToken =
                node().userTokens().find(USER).orElseThrow().tokens().refreshToken().orElse("none");
        seen.add(when + " " + refreshToken);
    }

    private SmartClient node() {
        HttpCalls calls = this::answered;
        return new ConfiguredClients(
                        TestServers.of(Map.of(
                                "safire.store-key", Base64.getEncoder().encodeToString(new byte[32]),
                                "safire.epic.base-url", "https://fhir.example/r4",
                                "safire.epic.client-id", "app",
                                "safire.epic.authorization-endpoint", "https://as.example/authorize",
                                "safire.epic.token-endpoint", TOKEN_ENDPOINT.toString(),
                                "safire.epic.id-token-issuer", "https://as.example/auth")),
                        transport -> calls,
                        new Surroundings(
                                clock,
                                new SecureRandom(),
                                new RegistrationsInMemory(),
                                server -> List.of(),
                                new Announcer(clock, this::happened, Observers.NONE),
                                new Upkeep(store, threads, new SecureRandom()),
                                name -> name))
                .client("epic");
    }

    private void happened(SmartEvent event) {
        if (event instanceof TokenRenewed) {
            look("TokenRefreshed");
        }
    }

    private HttpAnswer answered(HttpCalls.Repetition repetition, Supplier<HttpRequest> request) {
        URI target = request.get().target();
        if (!target.equals(TOKEN_ENDPOINT)) {
            look(target.toString());
            throw new TransportFailure(TransportFailure.Kind.NOT_CONNECTED, "Connection refused", target);
        }
        JsonObject members = Json.createObjectBuilder()
                .add("access_token", "access-1")
                .add("token_type", "Bearer")
                .add("expires_in", 300)
                .add("refresh_token", "refresh-1")
                .add(
                        "id_token",
                        encoded("{\"alg\":\"RS256\",\"kid\":\"one\"}") + "." + encoded(claims().toString()) + ".AA")
                .build();
        return new HttpAnswer(target, 200, Map.of(), members.toString().getBytes(UTF_8));
    }

    private TokenResponse first() {
        return new TokenResponse(
                "epic",
                new AccessToken("epic", "access-0", clock.instant().plusSeconds(300), GRANTED),
                GRANTED,
                Json.createObjectBuilder().add("refresh_token", "refresh-0").build(),
                JsonValue.EMPTY_JSON_OBJECT,
                new IdToken(claims(), null),
                List.of());
    }

    private static JsonObject claims() {
        return Json.createObjectBuilder()
                .add("iss", "https://as.example/auth")
                .add("sub", USER)
                .add("iat", 1_700_000_000)
                .add("exp", 1_700_000_300)
                .add("aud", "app")
                .build();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
