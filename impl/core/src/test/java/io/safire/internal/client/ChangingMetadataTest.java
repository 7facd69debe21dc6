package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.error.DiscoveryException;
import io.safire.internal.TestServers;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.internal.text.StrictJsonReader;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests with a malicious server whose metadata names another server's endpoints at one time and its own endpoints at
 * another time.
 */
class ChangingMetadataTest {

    private static final String HONEST = "https://as.hospital.example";
    private static final String OWN = "https://evil.example";
    private static final String TOKENS = "{\"access_token\":\"token-0123456789\",\"token_type\":\"Bearer\"}";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "safire.evil.base-url", OWN + "/r4",
            "safire.evil.client-id", "app",
            "safire.evil.metadata-refresh-interval", "PT0.000000001S",
            "safire.evil.redirect-uri", "https://app.example/callback",
            "safire.evil.scopes", "launch/patient patient/*.rs"));
    private final Deque<String> documents = new ArrayDeque<>();
    private final List<URI> posts = new ArrayList<>();
    private final List<String> audiences = new ArrayList<>();

    @Test
    void neverSendsCodeToOtherOrigin() {
        SmartClient client = client();
        AuthorizationRequest request = launch(client, document(HONEST, HONEST));
        publish(document(OWN, OWN));
        assertThatThrownBy(() -> client.exchange(request, response(request)))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("is on evil.example, and this authorization server is on as.hospital.example.")
                .hasMessageContaining("safire.evil.endpoint-hosts")
                .hasMessageContaining("safire.evil.token-endpoint");
        assertThat(posts).isEmpty();
        publish(document(HONEST, HONEST));
        client.exchange(request, response(request));
        assertThat(posts).containsExactly(URI.create(HONEST + "/token"));
    }

    @Test
    void rejectsLaunchForConfiguredTokenEndpoint() {
        values.put("safire.evil.token-endpoint", OWN + "/token");
        assertLaunchRejected(document(HONEST, OWN));
        values.put("safire.evil.authorization-endpoint", HONEST + "/authorize");
        SmartClient both = client();
        AuthorizationRequest request = launch(both, document(OWN, OWN));
        both.exchange(request, response(request));
        assertThat(posts).containsExactly(URI.create(OWN + "/token"));
    }

    @Test
    void rejectsLaunchForListedTokenEndpoint() {
        values.put("safire.evil.endpoint-hosts", "as.evil.example");
        assertLaunchRejected(document(HONEST, "https://as.evil.example"));
        SmartClient client = client();
        AuthorizationRequest request = launch(client, document(OWN, "https://as.evil.example"));
        client.exchange(request, response(request));
        assertThat(posts).containsExactly(URI.create("https://as.evil.example/token"));
    }

    @Test
    void addressesAssertionToReceivingServer() throws GeneralSecurityException {
        values.put("safire.evil.client-type", "confidential-asymmetric");
        values.put("safire.evil.private-key", pem());
        values.put("safire.evil.kid", "key-1");
        SmartClient client = client();
        publish(document(OWN, OWN), document(HONEST, HONEST));
        client.tokens().introspect("token-0123456789");
        assertThat(posts).containsExactly(URI.create(OWN + "/introspect"));
        assertThat(audiences).containsExactly(OWN + "/token");
    }

    @Test
    void rejectsAssertionForOtherServer() throws GeneralSecurityException {
        values.put("safire.evil.client-type", "confidential-asymmetric");
        values.put("safire.evil.private-key", pem());
        values.put("safire.evil.kid", "key-1");
        values.put("safire.evil.introspection-endpoint", OWN + "/introspect");
        SmartClient client = client();
        publish(document(HONEST, HONEST));
        assertThatThrownBy(() -> client.tokens().introspect("token-0123456789"))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .hasMessageContaining("is on as.hospital.example, and this authorization server is on evil.example.")
                .hasMessageContaining("safire.evil.token-endpoint");
        assertThat(posts).isEmpty();
        publish(document(OWN, OWN));
        client.tokens().introspect("token-0123456789");
        assertThat(audiences).containsExactly(OWN + "/token");
    }

    private void assertLaunchRejected(String document) {
        assertThatThrownBy(() -> launch(client(), document))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("authorization_endpoint")
                .hasMessageContaining("safire.evil.endpoint-hosts")
                .hasMessageContaining("safire.evil.authorization-endpoint");
    }

    private AuthorizationRequest launch(SmartClient client, String document) {
        publish(document);
        return client.authorize(Launch.standalone());
    }

    private static AuthorizationResponse response(AuthorizationRequest request) {
        return AuthorizationResponse.parse("code=code-0123456789&state=" + request.state());
    }

    /** Sets the metadata documents of the next requests; the last document is served repeatedly. */
    private void publish(String... next) {
        documents.clear();
        documents.addAll(List.of(next));
    }

    private static String document(String authorization, String others) {
        return """
                {"authorization_endpoint":"%s/authorize","token_endpoint":"%s/token","introspection_endpoint":"%s/introspect"}
                """.formatted(authorization, others, others);
    }

    private SmartClient client() {
        ClientEnvironment environment =
                new ClientEnvironment(Clock.systemUTC(), new SecureRandom(), new InMemoryRegistrationStore());
        return new ConfiguredClients(
                        TestServers.of(values),
                        (transport, onRetry) -> request -> respond(request.authenticate()),
                        environment)
                .client("evil");
    }

    private InboundResponse respond(OutboundRequest request) {
        URI target = request.target();
        if (request.method().equals("GET")) {
            String document = documents.size() == 1 ? documents.peek() : documents.remove();
            return new InboundResponse(target, 200, Map.of("cache-control", "no-store"), document.getBytes(UTF_8));
        }
        posts.add(target);
        recordAudience(new String(request.body(), UTF_8));
        String body = target.getPath().equals("/introspect") ? "{\"active\":true}" : TOKENS;
        return new InboundResponse(target, 200, Map.of(), body.getBytes(UTF_8));
    }

    private void recordAudience(String form) {
        String assertion = AuthorizationResponse.parse(form).parameters().get("client_assertion");
        if (assertion != null) {
            byte[] claims = Base64.getUrlDecoder().decode(assertion.split("\\.")[1]);
            audiences.add(StrictJsonReader.read(claims).getString("aud"));
        }
    }

    private static String pem() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----";
    }
}
