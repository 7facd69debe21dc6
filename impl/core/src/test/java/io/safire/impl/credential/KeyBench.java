package io.safire.impl.credential;

import io.safire.ClientType;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.event.Announcer;
import io.safire.impl.event.Audit;
import io.safire.impl.registration.RegistrationsInMemory;
import io.safire.impl.transport.HttpCalls.Repetition;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A test client with keys, and a configuration and clock that tests can change. */
final class KeyBench {

    static final KeyPair OLD = pair("EC", "secp384r1");
    static final KeyPair NEW = pair("EC", "secp384r1");
    static final KeyPair RSA = pair("RSA", "2048");

    final Map<String, String> values = new HashMap<>();
    private final ServerSettings settings;
    private final ClientAuthenticator authenticator;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T00:00:00Z"));

    final ClientKeys keys;

    KeyBench(Map<String, String> more, KeySource source) {
        set("base-url", "https://fhir.example/r4");
        set("client-id", "app");
        set("client-type", "confidential-asymmetric");
        more.forEach(this::set);
        settings = TestServers.of(values).read("epic");
        keys = new ClientKeys(settings, source, clock, new Audit(settings.name(), () -> null, Announcer.silent()));
        authenticator = new ClientAuthenticator(
                settings,
                new ClientIdentity(settings, new RegistrationsInMemory()),
                new AssertionSigner(settings.assertion(), clock::instant),
                keys,
                new SecretChoice(settings, clock));
    }

    static KeyBench of(Map<String, String> more) {
        return new KeyBench(more, server -> List.of());
    }

    void set(String key, String value) {
        values.put("safire.epic." + key, value);
    }

    void unset(String... keys) {
        for (String key : keys) {
            values.remove("safire.epic." + key);
        }
    }

    /** Configures a key for a state: {@code private}, {@code next} or {@code retiring}. */
    void name(String state, KeyPair pair, String kid) {
        set(state + "-key", pem(pair));
        set(state.equals("private") ? "kid" : state + "-kid", kid);
    }

    void drop(String state) {
        unset(state + "-key", state.equals("private") ? "kid" : state + "-kid");
    }

    Instant now() {
        return clock.instant();
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    /** Signs a client assertion as for a token request. */
    String assertion() {
        return authenticator
                .prepare(
                        ClientType.CONFIDENTIAL_ASYMMETRIC,
                        Optional.empty(),
                        URI.create("https://as.example/token"),
                        List.of(),
                        Repetition.WHEN_PASSING)
                .get()
                .form()
                .getOrDefault("client_assertion", "");
    }

    /** Returns the {@code kid} that signs a token request. */
    String signer() {
        return header(assertion()).getString("kid");
    }

    static JsonObject header(String assertion) {
        String header = new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[0]), StandardCharsets.UTF_8);
        return Json.createReader(new StringReader(header)).readObject();
    }

    /** Returns the {@code kid} and state of all published keys. */
    List<String> published() {
        return keys.published().keys().stream()
                .map(key -> key.kid() + " " + key.state())
                .toList();
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----";
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
