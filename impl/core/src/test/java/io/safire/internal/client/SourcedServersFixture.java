package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClientSettings;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.spi.ServerSource;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.lang.reflect.Field;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An application with the configured server epic and a server source, whose servers respond to each request. */
final class SourcedServersFixture implements ServerSource, AutoCloseable {

    final Map<String, String> values = new HashMap<>(Map.of("safire.epic.base-url", "https://epic.example/r4"));
    final Map<String, SmartClientSettings> source = new ConcurrentHashMap<>();
    final Queue<String> sent = new ConcurrentLinkedQueue<>();
    final Queue<HttpTransport> transports = new ConcurrentLinkedQueue<>();
    private final RefreshThreads threads = new RefreshThreads(null);
    private final AtomicInteger tokens = new AtomicInteger();

    @Nullable
    RuntimeException failure;

    @Nullable
    Runnable duringRequest;

    private @Nullable ConfiguredClients clients;

    @Override
    public Set<String> names() {
        throwFailure();
        return source.keySet();
    }

    @Override
    public Optional<SmartClientSettings> server(String name) {
        throwFailure();
        return Optional.ofNullable(source.get(name));
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    ConfiguredClients clients() {
        if (clients == null) {
            clients = new ConfiguredClients(
                    TestServers.of(values),
                    (transport, onRetry) -> {
                        transports.add(transport);
                        return request -> send(request.authenticate());
                    },
                    new ClientEnvironment(
                            Clock.systemUTC(),
                            new SecureRandom(),
                            new InMemoryRegistrationStore(),
                            ClientKeys.NO_KEY_SOURCE,
                            CredentialOverrides.NO_SOURCE,
                            SmartEventPublisher.withoutObservers(),
                            TokenEnvironment.inMemory(threads),
                            List.of(),
                            name -> name),
                    this);
        }
        return clients;
    }

    private InboundResponse send(OutboundRequest request) {
        sent.add(request.method() + " " + request.target());
        if (duringRequest != null) {
            duringRequest.run();
        }
        URI target = request.target();
        String origin = "https://" + target.getHost();
        String body = request.method().equals("GET")
                ? "{\"authorization_endpoint\":\"%s/authorize\",\"token_endpoint\":\"%s/token\"}"
                        .formatted(origin, origin)
                : "{\"access_token\":\"%s-%s\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"r\"}"
                        .formatted(target.getHost(), tokens.incrementAndGet());
        return new InboundResponse(target, 200, Map.of(), body.getBytes(UTF_8));
    }

    TokenResponse launch(String server) {
        AuthorizationRequest request = clients().client(server).authorize(Launch.standalone());
        return clients()
                .client(server)
                .exchange(request, AuthorizationResponse.parse("code=c&state=" + request.state()));
    }

    /** Returns the size of a map inside the clients, by the names of the fields that lead to the map. */
    int size(String path) throws ReflectiveOperationException {
        Object value = clients();
        for (String name : path.split("\\.")) {
            Field field = value.getClass().getDeclaredField(name);
            field.setAccessible(true);
            value = field.get(value);
        }
        return ((Map<?, ?>) value).size();
    }

    static SmartClientSettings.Builder backend(String host, Credential signer) {
        return SmartClientSettings.builder("https://" + host + "/r4")
                .clientId("app")
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .redirectUri("https://app.example/callback")
                .scopes(Scopes.of("system/*.rs"))
                .credential(signer);
    }

    static SmartClientSettings.Builder symmetric(String host) {
        return SmartClientSettings.builder("https://" + host + "/r4")
                .clientId("app")
                .clientType(ClientType.CONFIDENTIAL_SYMMETRIC)
                .redirectUri("https://app.example/callback")
                .scopes(Scopes.of("launch/patient"))
                .credential(Credential.secret("word-of-march"));
    }

    /** Signs once, because the load test needs many assertions and no valid one. */
    static Credential signer(String kid) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp384r1"));
            KeyPair pair = generator.generateKeyPair();
            Signature signature = Signature.getInstance("SHA384withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(kid.getBytes(UTF_8));
            byte[] signed = signature.sign();
            return Credential.signer(kid, "ES384", input -> signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        clients().close();
    }
}
