package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.error.TokenException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.spi.ClientKey;
import io.safire.spi.CredentialSource;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client with settings, stores and sources in memory, whose server returns one response to all requests. */
abstract class RejectedRequestFixture {

    static final KeyPair CONFIGURED = pair();
    static final KeyPair OTHER = pair();

    final Map<String, String> values = new HashMap<>(Map.of(
            "safire.epic.base-url", "https://fhir.example/r4",
            "safire.epic.authorization-endpoint", "https://as.example/authorize",
            "safire.epic.token-endpoint", "https://as.example/token",
            "safire.epic.introspection-endpoint", "https://as.example/introspect",
            "safire.epic.revocation-endpoint", "https://as.example/revoke",
            "safire.epic.redirect-uri", "https://app.example/callback",
            "safire.epic.scopes", "launch/patient offline_access",
            "safire.epic.client-id", "app"));

    final SettableClock clock = new SettableClock();
    final InMemoryRegistrationStore registrations = new InMemoryRegistrationStore();
    List<ClientKey> sourcedKeys = List.of();
    Optional<Credential> sourced = Optional.empty();
    int status = 401;
    String body = "{\"error\":\"invalid_client\"}";
    int requests;

    void configure(String key, String value) {
        values.put("safire.epic." + key, value);
    }

    void configureKey() {
        configure("client-type", "confidential-asymmetric");
        configure("private-key", pem(CONFIGURED));
        configure("kid", "app-2026");
    }

    SmartClient client() {
        return client(server -> sourced);
    }

    SmartClient client(CredentialSource credentials) {
        return clients(credentials).client("epic");
    }

    ConfiguredClients clients(CredentialSource credentials) {
        return new ConfiguredClients(
                TestServers.of(values),
                (transport, onRetry) -> this::send,
                new ClientEnvironment(
                        clock,
                        new SecureRandom(),
                        registrations,
                        server -> sourcedKeys,
                        credentials,
                        SmartEventPublisher.withoutObservers(),
                        TokenEnvironment.inMemory(new RefreshThreads(null)),
                        List.of(),
                        name -> name));
    }

    InboundResponse send(OutboundRequest request) {
        requests++;
        return new InboundResponse(
                request.authenticate().target(),
                status,
                Map.of("content-type", "application/json"),
                body.getBytes(UTF_8));
    }

    /** Returns the message of the exception for a rejected code exchange. */
    static String rejection(TokenRequests client) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = AuthorizationResponse.parse("code=c-1&state=" + request.state());
        return String.valueOf(catchThrowableOfType(TokenException.class, () -> client.exchange(request, response))
                .getMessage());
    }

    static TokenResponse tokens() {
        return TokenResponse.of(
                "epic",
                new AccessToken("epic", "a-1", Instant.EPOCH, Scopes.none()),
                Scopes.none(),
                Json.createObjectBuilder().add("refresh_token", "r-1").build(),
                JsonValue.EMPTY_JSON_OBJECT);
    }

    static String signature(String kid, String kidSource, String keySource) {
        return "kid " + kid + " (" + kidSource + "); it was signed with the key with the thumbprint "
                + thumbprint(CONFIGURED) + ". Check that the server has registered the public key (" + keySource + ")";
    }

    static String signatureOfOther(String kid, String kidSource) {
        return "kid " + kid + " (" + kidSource + "); it was signed with the key with the thumbprint "
                + thumbprint(OTHER) + ". Check that the server has registered the public key (of this call)";
    }

    /** Computes the SHA-256 thumbprint of RFC 7638 without the library. */
    static String thumbprint(KeyPair pair) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        String json = "{\"crv\":\"P-384\",\"kty\":\"EC\",\"x\":\""
                + coordinate(key.getW().getAffineX()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY()) + "\"}";
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(json.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[48];
        int length = Math.min(bytes.length, padded.length);
        System.arraycopy(bytes, bytes.length - length, padded, padded.length - length, length);
        return base64(padded);
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----";
    }

    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp384r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
