package io.safire.impl.call;

import static io.safire.impl.call.SecretBench.NEW;
import static io.safire.impl.call.SecretBench.OLD;
import static io.safire.impl.call.SecretBench.launched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.error.TokenException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of the time for which the previous client secret is tried first, and of the log messages about it. */
class SecretPreferenceTest {

    private static final String TOKEN_NEW = "/token " + NEW;
    private static final String TOKEN_OLD = "/token " + OLD;
    private static final String INTROSPECT_NEW = "/introspect " + NEW;
    private static final String INTROSPECT_OLD = "/introspect " + OLD;

    private final SecretBench bench = new SecretBench();
    private final SmartClient client = bench.client();

    private void withPrevious() {
        bench.set("client-secret.previous", OLD);
    }

    @Test
    void currentSecretIsTriedAgainAfterAWhileByWhatMayBeRepeatedOnly() {
        withPrevious();
        bench.takes(OLD);
        client.tokens().introspect("t-1");
        bench.takes(NEW, OLD);
        bench.clock.pass(Duration.ofMinutes(5).minusSeconds(1));
        client.tokens().introspect("t-1");
        bench.clock.pass(Duration.ofSeconds(1));
        launched(client);
        assertThat(bench.sent()).containsExactly(INTROSPECT_NEW, INTROSPECT_OLD, INTROSPECT_OLD, TOKEN_OLD);
        client.tokens().introspect("t-1");
        launched(client);
        assertThat(bench.sent()).containsExactly(INTROSPECT_NEW, TOKEN_NEW);
    }

    @Test
    void currentSecretThatIsRefusedAgainIsLeftForAnotherWhile() {
        withPrevious();
        bench.takes(OLD);
        client.tokens().introspect("t-1");
        bench.clock.pass(Duration.ofMinutes(5));
        bench.sent();
        client.tokens().introspect("t-1");
        client.tokens().introspect("t-1");
        assertThat(bench.sent()).containsExactly(INTROSPECT_NEW, INTROSPECT_OLD, INTROSPECT_OLD);
    }

    @Test
    void previousSecretThatIsRefusedGivesWayAtOnce() {
        withPrevious();
        bench.takes(OLD);
        client.tokens().introspect("t-1");
        bench.takes(NEW);
        bench.sent();
        assertThat(client.tokens().introspect("t-1").active()).isTrue();
        launched(client);
        assertThat(bench.sent()).containsExactly(INTROSPECT_OLD, INTROSPECT_NEW, TOKEN_NEW);
    }

    @Test
    void refusalOfBothChangesNothingForACode() {
        withPrevious();
        bench.takes(OLD);
        client.tokens().introspect("t-1");
        bench.takes();
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).isInstanceOf(TokenException.class);
        bench.takes(OLD);
        bench.sent();
        launched(client);
        assertThat(bench.sent()).containsExactly(TOKEN_OLD);
    }

    @Test
    void errorOfAnotherKindDoesNotSayThatASecretWasTaken() {
        withPrevious();
        bench.takes(OLD);
        client.tokens().introspect("t-1");
        bench.takes(NEW, OLD);
        bench.fails("invalid_request");
        bench.clock.pass(Duration.ofMinutes(5));
        bench.sent();
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("invalid_request");
        bench.fails("");
        launched(client);
        assertThat(bench.sent()).containsExactly(INTROSPECT_NEW, TOKEN_OLD);
    }

    @Test
    void changedTextOfEitherSecretBeginsWithTheCurrentOneAtOnce() {
        for (String key : List.of("client-secret", "client-secret.previous")) {
            bench.set("client-secret", NEW);
            withPrevious();
            SmartClient fresh = bench.client();
            bench.takes(OLD);
            fresh.tokens().introspect("t-1");
            bench.sent();
            bench.set(key, "secret-of-april");
            bench.takes("secret-of-april", NEW);
            launched(fresh);
            assertThat(bench.sent()).containsExactly("/token " + bench.values.get("safire.epic.client-secret"));
        }
    }

    @Test
    void eachChangeIsLoggedOnceWithoutASecret() {
        withPrevious();
        bench.takes(OLD);
        List<String> first = SecretBench.logged(() -> {
            client.tokens().introspect("t-1");
            launched(client);
            bench.clock.pass(Duration.ofMinutes(6));
            client.tokens().introspect("t-1");
        });
        assertThat(first).singleElement().satisfies(line -> assertThat(line)
                .startsWith("WARNING SAFIRE-1011 epic: ")
                .contains("safire.epic.client-secret and", "safire.epic.client-secret.previous")
                .doesNotContain(NEW, OLD));
        bench.takes(NEW);
        List<String> second = SecretBench.logged(() -> {
            client.tokens().introspect("t-1");
            client.tokens().introspect("t-1");
        });
        assertThat(second).singleElement().satisfies(line -> assertThat(line)
                .startsWith("INFO SAFIRE-1012 epic: ")
                .doesNotContain(NEW, OLD));
    }

    @Test
    void changeThatManyCallersSeeAtOnceIsLoggedOnce() {
        withPrevious();
        bench.takes(OLD);
        assertThat(SecretBench.logged(() -> IntStream.range(0, 64).parallel().forEach(call -> assertThat(
                                client.tokens().introspect("t-" + call).active())
                        .isTrue())))
                .singleElement()
                .asString()
                .startsWith("WARNING SAFIRE-1011");
    }

    @Test
    void secretThatACodeWasRefusedWithIsLoggedWhenTheOtherIsTaken() {
        withPrevious();
        bench.takes(OLD);
        assertThat(SecretBench.logged(
                        () -> assertThatThrownBy(() -> launched(client)).isInstanceOf(TokenException.class)))
                .isEmpty();
        assertThat(SecretBench.logged(() -> {
                    launched(client);
                    launched(client);
                }))
                .singleElement()
                .asString()
                .startsWith("WARNING SAFIRE-1011");
    }
}
