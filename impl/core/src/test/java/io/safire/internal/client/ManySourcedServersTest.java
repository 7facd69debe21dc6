package io.safire.internal.client;

import static io.safire.internal.client.SourcedServersFixture.backend;
import static io.safire.internal.client.SourcedServersFixture.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server source with 1,000 servers that are added, used, changed and removed while several threads use them. */
class ManySourcedServersTest {

    private static final int SERVERS = 1_000;
    private static final int THREADS = 4;
    private static final Credential SIGNER = signer("k-1");
    private static final Credential ROTATED = signer("k-2");

    private final SourcedServersFixture application = new SourcedServersFixture();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    @Test
    void releasesRemovedServersUnderLoad() throws Exception {
        application.clients().client("epic");
        List<SmartClient> held = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> users = new ArrayList<>();
        for (int user = 0; user < THREADS; user++) {
            int seed = user;
            users.add(pool.submit(() -> use(new Random(seed))));
        }
        change(backend("HOST", SIGNER).build());
        for (int number = 0; number < SERVERS; number++) {
            held.add(application.clients().client(name(number)));
            held.get(number).accessToken();
        }
        assertThat(application.size("sourced.servers")).isEqualTo(SERVERS);
        change(backend("HOST", ROTATED).build());
        change(backend("HOST", SIGNER).clientId("other").build());
        for (int number = 0; number < SERVERS; number++) {
            application.source.remove(name(number));
            removed.add(name(number));
        }
        ended.set(true);
        for (Future<?> user : users) {
            join(user);
        }
        pool.shutdown();
        assertThat(faults).isEmpty();
        assertThat(successes.get()).isGreaterThan(SERVERS);
        int sent = application.sent.size();
        held.forEach(client -> {
            assertThatThrownBy(client::accessToken).isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> application.clients().forLaunch("https://" + client.name() + ".example/r4"))
                    .isInstanceOf(ValidationException.class);
        });
        assertThat(application.sent).as("no request to a removed server").hasSize(sent);
        assertNothingIsLeft();
        application.close();
    }

    /** One client remains: that of the configured server. */
    private void assertNothingIsLeft() throws ReflectiveOperationException {
        assertThat(application.size("sourced.servers")).isZero();
        assertThat(application.size("clients")).isOne();
        assertThat(application.size("shared.servers.servers"))
                .as("connections and metadata")
                .isOne();
        assertThat(application.size("shared.mixUpDefense.acceptedTokenEndpoints"))
                .isZero();
        assertThat(application.size("sharedCredentials.servers")).isZero();
        OutboundRequest request = OutboundRequest.get(URI.create("https://closed.example/"), null, 1);
        application.transports.stream().skip(1).forEach(transport -> assertThatThrownBy(() -> transport.send(request))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("closed"));
    }

    private void change(SmartClientSettings template) {
        for (int number = 0; number < SERVERS; number++) {
            String name = name(number);
            application.source.put(
                    name,
                    template.toBuilder()
                            .set("base-url", "https://" + name + ".example/r4")
                            .build());
        }
    }

    private void use(Random random) {
        while (!ended.get()) {
            String name = name(random.nextInt(SERVERS));
            boolean wasRemoved = removed.contains(name);
            try {
                String token = random.nextInt(4) == 0
                        ? application
                                .clients()
                                .forLaunch("https://" + name + ".example/r4")
                                .accessToken()
                                .value()
                        : application.clients().client(name).accessToken().value();
                successes.incrementAndGet();
                if (wasRemoved || !token.startsWith(name + ".example-")) {
                    faults.add(name + " returned " + token);
                }
            } catch (ConfigurationException | ValidationException removedOrNotYetAdded) {
                refusals.incrementAndGet();
            } catch (RuntimeException unexpected) {
                faults.add(unexpected.toString());
            }
        }
    }

    private static void join(Future<?> user) throws InterruptedException {
        try {
            user.get();
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        }
    }

    private static String name(int number) {
        return "ehr-" + number;
    }
}
