package io.safire.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.event.SmartEvent;
import io.safire.event.TokenRefreshed;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.client.ClientEnvironment;
import io.safire.internal.client.ConfiguredClients;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.registration.InMemoryRegistrationStore;
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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that a refresh response with an ID token is stored before any further request is sent or event is published.
 */
class RefreshOrderTest {

    private static final String USER = "user-1";
    private static final URI TOKEN_ENDPOINT = URI.create("https://as.example/token");
    private static final Scopes GRANTED = Scopes.parse("openid patient/*.rs offline_access");

    private final SettableClock clock = new SettableClock();
    private final MemoryTokenStore store = new MemoryTokenStore(server -> 100, clock);
    private final RefreshThreads threads = new RefreshThreads(null);
    private final List<String> recorded = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.close();
    }

    @Test
    void storesRefreshTokenBeforeRequestingKeys() {
        ManagedTokens user = node().userTokens().store(USER, firstTokens());
        clock.advance(Duration.ofMinutes(10));
        assertThat(user.accessToken().value()).isEqualTo("access-1");
        assertThat(recorded)
                .isNotEmpty()
                .startsWith("https://as.example/auth/.well-known/openid-configuration refresh-1");
    }

    @Test
    void keepsTokensIfKeysAreUnavailable() {
        ManagedTokens user = node().userTokens().store(USER, firstTokens());
        clock.advance(Duration.ofMinutes(10));
        user.accessToken();
        for (TokenResponse tokens : List.of(
                user.tokens(), node().userTokens().find(USER).orElseThrow().tokens())) {
            assertThat(tokens.refreshToken()).contains("refresh-1");
            assertThat(tokens.identity()).isEqualTo(firstTokens().identity());
            assertThat(tokens.findings())
                    .map(finding -> finding.member().orElse(""))
                    .containsExactly("id_token");
        }
    }

    @Test
    void storesRefreshTokenBeforePublishingEvent() {
        ManagedTokens user = node().userTokens().store(USER, firstTokens());
        clock.advance(Duration.ofMinutes(10));
        user.accessToken();
        assertThat(recorded).endsWith("TokenRefreshed refresh-1").hasSizeGreaterThan(1);
    }

    /** Records the refresh token that another node would find in the store at this moment. */
    private void recordStoredRefreshToken(String step) {
        String refreshToken = node().userTokens()
                .find(USER)
                .orElseThrow()
                .tokens()
                .refreshToken()
                .orElse("none");
        recorded.add(step + " " + refreshToken);
    }

    private SmartClient node() {
        HttpSender sender = this::respond;
        return new ConfiguredClients(
                        TestServers.of(Map.of(
                                "safire.store-key", Base64.getEncoder().encodeToString(new byte[32]),
                                "safire.epic.base-url", "https://fhir.example/r4",
                                "safire.epic.client-id", "app",
                                "safire.epic.authorization-endpoint", "https://as.example/authorize",
                                "safire.epic.token-endpoint", TOKEN_ENDPOINT.toString(),
                                "safire.epic.issuer", "https://as.example/auth")),
                        (transport, onRetry) -> sender,
                        new ClientEnvironment(
                                clock,
                                new SecureRandom(),
                                new InMemoryRegistrationStore(),
                                server -> List.of(),
                                server -> Optional.empty(),
                                new SmartEventPublisher(clock, this::onEvent, RequestObservers.NONE),
                                new TokenEnvironment(new EncryptedStoreConnector().connect(store, threads), threads),
                                List.of(),
                                name -> name))
                .client("epic");
    }

    private void onEvent(SmartEvent event) {
        if (event instanceof TokenRefreshed) {
            recordStoredRefreshToken("TokenRefreshed");
        }
    }

    private InboundResponse respond(OutboundRequest request) {
        URI target = request.authenticate().target();
        if (!target.equals(TOKEN_ENDPOINT)) {
            recordStoredRefreshToken(target.toString());
            throw new TransportException(TransportException.FailureKind.NOT_CONNECTED, "Connection refused", target);
        }
        JsonObject members = Json.createObjectBuilder()
                .add("access_token", "access-1")
                .add("token_type", "Bearer")
                .add("expires_in", 300)
                .add("refresh_token", "refresh-1")
                .add("scope", GRANTED.toString())
                .add(
                        "id_token",
                        base64url("{\"alg\":\"RS256\",\"kid\":\"one\"}") + "." + base64url(claims().toString()) + ".AA")
                .build();
        return new InboundResponse(
                target,
                200,
                Map.of("content-type", "application/json"),
                members.toString().getBytes(UTF_8));
    }

    private TokenResponse firstTokens() {
        return TokenResponse.of(
                        "epic",
                        new AccessToken("epic", "access-0", clock.instant().plusSeconds(300), GRANTED),
                        GRANTED,
                        Json.createObjectBuilder()
                                .add("refresh_token", "refresh-0")
                                .build(),
                        JsonValue.EMPTY_JSON_OBJECT)
                .withIdentity(IdToken.of(claims(), null));
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

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
