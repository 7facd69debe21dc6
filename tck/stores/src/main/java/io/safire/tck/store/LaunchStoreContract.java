package io.safire.tck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.LaunchStoreException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.LocalPath;
import io.safire.launch.PendingLaunch;
import io.safire.spi.LaunchStore;
import io.safire.spi.LaunchStore.Past;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a {@link LaunchStore} has to do. A test class of a store extends it. The tests use states and servers of their own, so
 * that the store need not be empty.
 */
public abstract class LaunchStoreContract {

    private static final int ROUNDS = 10;
    private static final String SERVER = "epic";

    /** For the classes of the stores. */
    protected LaunchStoreContract() {}

    /**
     * The store.
     *
     * @return the same content each time; it takes hundreds of launches of the server {@code epic}
     */
    protected abstract LaunchStore store();

    /**
     * The store as another node of the application has it.
     *
     * @return the same content; the same store where there is one node only
     */
    protected LaunchStore otherNode() {
        return store();
    }

    /**
     * A store that takes two launches of each server at once.
     *
     * @param servers the servers of the test
     * @return such a store
     */
    protected abstract LaunchStore ofTwo(List<String> servers);

    /** What was kept is there, on every node, all of it, and looking does not use it. */
    @Test
    public void keepsWhatItIsGiven() {
        String state = state();
        PendingLaunch launch = launch(SERVER, state, LocalPath.of("/chart?tab=1"));
        store().add(launch);
        PendingLaunch found = otherNode().find(state).orElseThrow();
        assertThat(found).isEqualTo(launch);
        assertThat(found.request().uri()).isEqualTo(launch.request().uri());
        assertThat(store().find(state)).contains(launch);
        PendingLaunch withoutPath = launch(SERVER, state(), null);
        store().add(withoutPath);
        assertThat(otherNode().find(withoutPath.state())).contains(withoutPath);
    }

    /** A launch that was taken is gone, and remembered as used. */
    @Test
    public void isTakenOnce() {
        String state = state();
        store().add(launch(SERVER, state, null));
        assertThat(store().past(state)).isEqualTo(Past.UNKNOWN);
        assertThat(otherNode().take(state)).isTrue();
        assertThat(store().take(state)).isFalse();
        assertThat(otherNode().take(state)).isFalse();
        assertThat(store().find(state)).isEmpty();
        assertThat(store().past(state)).isEqualTo(Past.USED);
    }

    /** Of many that take a launch, one gets it. */
    @Test
    public void isTakenByOneOfMany() {
        for (int round = 0; round < ROUNDS; round++) {
            String state = state();
            store().add(launch(SERVER, state, null));
            List<Boolean> taken = AtOnce.run(number -> () -> (number % 2 == 0 ? store() : otherNode()).take(state));
            assertThat(AtOnce.count(taken)).isEqualTo(1);
        }
    }

    /** What nobody began is not there, whatever a stranger sends. */
    @Test
    public void strangersStateIsUnknown() {
        String state = state();
        store().add(launch(SERVER, state, null));
        List<String> strangers = List.of(
                "",
                " ",
                state + " ",
                state.toUpperCase(),
                state.substring(1),
                "' OR '1'='1",
                "\0",
                "\ud83d\ude00",
                "%",
                "s".repeat(100_000));
        for (String stranger : strangers) {
            assertThat(store().find(stranger)).isEmpty();
            assertThat(store().take(stranger)).isFalse();
            assertThat(store().past(stranger)).isEqualTo(Past.UNKNOWN);
        }
        assertThat(store().take(state)).isTrue();
    }

    /** A launch that is over is given as such, or is gone and remembered as expired or not at all. */
    @Test
    public void launchThatIsOverIsThereOrNot() {
        String state = state();
        Instant start = Instant.now().minus(2, ChronoUnit.HOURS);
        PendingLaunch over =
                new PendingLaunch("id-" + state, request(SERVER, state), "agent", start, start.plusSeconds(60), null);
        store().add(over);
        store().add(launch(SERVER, state(), null));
        Optional<PendingLaunch> found = store().find(state);
        if (found.isPresent()) {
            assertThat(found).contains(over);
        } else {
            assertThat(store().past(state)).isIn(Past.EXPIRED, Past.UNKNOWN);
            assertThat(store().take(state)).isFalse();
        }
    }

    /** A full store refuses, keeps those that wait, and leaves other servers alone. */
    @Test
    public void refusesWhenFull() {
        String server = "full-" + UUID.randomUUID();
        String otherServer = "other-" + UUID.randomUUID();
        LaunchStore full = ofTwo(List.of(server, otherServer));
        List<String> states = List.of(state(), state());
        states.forEach(state -> full.add(launch(server, state, null)));
        assertThatThrownBy(() -> full.add(launch(server, state(), null)))
                .isInstanceOfSatisfying(LaunchStoreException.class, failure -> assertThat(failure.server())
                        .contains(server))
                .hasMessageContaining("2");
        full.add(launch(otherServer, state(), null));
        assertThat(states).allMatch(state -> full.find(state).isPresent());
        assertThat(full.take(states.get(0))).isTrue();
        full.add(launch(server, state(), null));
        assertThat(full.find(states.get(1))).isPresent();
    }

    private static String state() {
        return "a" + UUID.randomUUID();
    }

    private static PendingLaunch launch(String server, String state, @Nullable LocalPath path) {
        Instant now = Instant.now();
        return new PendingLaunch("id-" + state, request(server, state), "agent", now, now.plusSeconds(600), path);
    }

    private static AuthorizationRequest request(String server, String state) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("state", state);
        parameters.put("redirect_uri", "https://app.example/callback");
        parameters.put("aud", "https://fhir.example/\u00e9?a=\"b\"&c=\\d");
        parameters.put("scope", "launch openid");
        return new AuthorizationRequest(server, URI.create("https://as.example/authorize?tenant=1"), parameters, "ver");
    }
}
