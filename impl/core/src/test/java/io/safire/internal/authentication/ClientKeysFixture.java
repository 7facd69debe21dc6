package io.safire.internal.authentication;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.event.SmartEvent;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.spi.KeySource;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** A test client with keys, and a configuration and clock that tests can change. */
final class ClientKeysFixture {

    static final KeyPair OLD = pair("EC", "secp384r1");
    static final KeyPair NEW = pair("EC", "secp384r1");
    static final KeyPair RSA = pair("RSA", "2048");

    final Map<String, String> values = new HashMap<>();
    final List<SmartEvent> events = new ArrayList<>();
    /** The credential of the application's credential source. */
    Optional<Credential> credential = Optional.empty();

    private final ServerSettings settings;
    private final ClientAuthenticator authenticator;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T00:00:00Z"));

    final ClientKeys keys;

    ClientKeysFixture(Map<String, String> additional, KeySource source) {
        setValue("base-url", "https://fhir.example/r4");
        setValue("client-id", "app");
        setValue("client-type", "confidential-asymmetric");
        additional.forEach(this::setValue);
        settings = TestServers.of(values).read("epic");
        keys = new ClientKeys(
                settings,
                source,
                clock,
                new AuditEvents(
                        settings.name(),
                        () -> null,
                        new SmartEventPublisher(clock, events::add, RequestObservers.NONE)));
        authenticator = new ClientAuthenticator(
                settings,
                new ClientIdentity(settings, new InMemoryRegistrationStore()),
                new ClientAssertionSigner(settings.assertion(), clock::instant),
                keys,
                new SecretRotation(settings, clock),
                server -> credential);
    }

    static ClientKeysFixture of(Map<String, String> additional) {
        return new ClientKeysFixture(additional, ClientKeys.NO_KEY_SOURCE);
    }

    void setValue(String key, String value) {
        values.put("safire.epic." + key, value);
    }

    void removeValues(String... keys) {
        for (String key : keys) {
            values.remove("safire.epic." + key);
        }
    }

    /** Configures a key for a state: {@code private}, {@code next} or {@code retiring}. */
    void configureKey(String state, KeyPair pair, String kid) {
        setValue(state + "-key", pem(pair));
        setValue(state.equals("private") ? "kid" : state + "-kid", kid);
    }

    void removeKey(String state) {
        removeValues(state + "-key", state.equals("private") ? "kid" : state + "-kid");
    }

    /** Returns an empty list of the errors of the client's server. */
    ConfigurationErrors errors() {
        return ConfigurationErrors.of(settings);
    }

    Instant now() {
        return clock.instant();
    }

    void advance(Duration time) {
        clock.advance(time);
    }

    /** Signs a client assertion as for a token request. */
    String assertion() {
        return assertion(Optional.empty());
    }

    String assertion(Optional<Credential> credential) {
        return prepare(credential).get().formParameters().getOrDefault("client_assertion", "");
    }

    /** Prepares the authentication of a request with a credential of the call. Nothing is signed. */
    void prepare(Credential credential) {
        prepare(Optional.of(credential));
    }

    private ClientAuthentication prepare(Optional<Credential> credential) {
        return authenticator.prepare(
                ClientType.CONFIDENTIAL_ASYMMETRIC,
                credential,
                URI.create("https://as.example/token"),
                Optional.empty(),
                true);
    }

    /** Returns the {@code kid} of the key with which the client signs the assertion of a token request. */
    String signingKid() {
        return header(assertion()).getString("kid");
    }

    static JsonObject header(String assertion) {
        String header = new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[0]), StandardCharsets.UTF_8);
        return Json.createReader(new StringReader(header)).readObject();
    }

    /** Returns the {@code kid} and state of all published keys. */
    List<String> publishedKeys() {
        return keys.publishKeys().keys().stream()
                .map(key -> key.kid() + " " + key.state())
                .toList();
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----";
    }

    static String privateJwk(KeyPair pair, String kid) {
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            jwk.setPrivateKey(pair.getPrivate());
            jwk.setKeyId(kid);
            return jwk.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String publicPem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----";
    }

    static KeyPair pair(String algorithm, String size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec(size));
            } else {
                generator.initialize(Integer.parseInt(size));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
