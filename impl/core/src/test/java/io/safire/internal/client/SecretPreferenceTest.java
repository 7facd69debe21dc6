package io.safire.internal.client;

import static io.safire.internal.client.ClientSecretFixture.NEW;
import static io.safire.internal.client.ClientSecretFixture.OLD;
import static io.safire.internal.client.ClientSecretFixture.launch;
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

    private final ClientSecretFixture fixture = new ClientSecretFixture();
    private final SmartClient client = fixture.client();

    private void configurePreviousSecret() {
        fixture.set("client-secret.previous", OLD);
    }

    @Test
    void retriesCurrentSecretAfterFiveMinutes() {
        configurePreviousSecret();
        fixture.accept(OLD);
        client.tokens().introspect("t-1");
        fixture.accept(NEW, OLD);
        fixture.clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        client.tokens().introspect("t-1");
        fixture.clock.advance(Duration.ofSeconds(1));
        launch(client);
        assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_NEW, INTROSPECT_OLD, INTROSPECT_OLD, TOKEN_OLD);
        client.tokens().introspect("t-1");
        launch(client);
        assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_NEW, TOKEN_NEW);
    }

    @Test
    void prefersPreviousSecretForFiveMoreMinutes() {
        configurePreviousSecret();
        fixture.accept(OLD);
        client.tokens().introspect("t-1");
        fixture.clock.advance(Duration.ofMinutes(5));
        fixture.sentRequests();
        client.tokens().introspect("t-1");
        client.tokens().introspect("t-1");
        assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_NEW, INTROSPECT_OLD, INTROSPECT_OLD);
    }

    @Test
    void prefersCurrentSecretIfPreviousIsRejected() {
        configurePreviousSecret();
        fixture.accept(OLD);
        client.tokens().introspect("t-1");
        fixture.accept(NEW);
        fixture.sentRequests();
        assertThat(client.tokens().introspect("t-1").isActive()).isTrue();
        launch(client);
        assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_OLD, INTROSPECT_NEW, TOKEN_NEW);
    }

    @Test
    void keepsPreferenceIfBothSecretsAreRejected() {
        configurePreviousSecret();
        fixture.accept(OLD);
        client.tokens().introspect("t-1");
        fixture.accept();
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).isInstanceOf(TokenException.class);
        fixture.accept(OLD);
        fixture.sentRequests();
        launch(client);
        assertThat(fixture.sentRequests()).containsExactly(TOKEN_OLD);
    }

    @Test
    void keepsPreferenceAfterOtherError() {
        configurePreviousSecret();
        fixture.accept(OLD);
        client.tokens().introspect("t-1");
        fixture.accept(NEW, OLD);
        fixture.failWith("invalid_request");
        fixture.clock.advance(Duration.ofMinutes(5));
        fixture.sentRequests();
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("invalid_request");
        fixture.failWith("");
        launch(client);
        assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_NEW, TOKEN_OLD);
    }

    @Test
    void prefersCurrentSecretAfterConfigurationChange() {
        for (String key : List.of("client-secret", "client-secret.previous")) {
            fixture.set("client-secret", NEW);
            configurePreviousSecret();
            SmartClient fresh = fixture.client();
            fixture.accept(OLD);
            fresh.tokens().introspect("t-1");
            fixture.sentRequests();
            fixture.set(key, "secret-of-april");
            fixture.accept("secret-of-april", NEW);
            launch(fresh);
            assertThat(fixture.sentRequests())
                    .containsExactly("/token " + fixture.values.get("safire.epic.client-secret"));
        }
    }

    @Test
    void logsEachChangeOnceWithoutSecret() {
        configurePreviousSecret();
        fixture.accept(OLD);
        List<String> first = ClientSecretFixture.logged(() -> {
            client.tokens().introspect("t-1");
            launch(client);
            fixture.clock.advance(Duration.ofMinutes(6));
            client.tokens().introspect("t-1");
        });
        assertThat(first).singleElement().satisfies(line -> assertThat(line)
                .startsWith("WARNING SAFIRE-1011 epic: ")
                .contains("in safire.epic.client-secret,", "safire.epic.client-secret.previous")
                .doesNotContain(NEW, OLD));
        fixture.accept(NEW);
        List<String> second = ClientSecretFixture.logged(() -> {
            client.tokens().introspect("t-1");
            client.tokens().introspect("t-1");
        });
        assertThat(second).singleElement().satisfies(line -> assertThat(line)
                .startsWith("INFO SAFIRE-1012 epic: ")
                .doesNotContain(NEW, OLD));
    }

    @Test
    void logsConcurrentChangeOnce() {
        configurePreviousSecret();
        fixture.accept(OLD);
        assertThat(ClientSecretFixture.logged(
                        () -> IntStream.range(0, 64).parallel().forEach(call -> assertThat(
                                        client.tokens().introspect("t-" + call).isActive())
                                .isTrue())))
                .singleElement()
                .asString()
                .startsWith("WARNING SAFIRE-1011");
    }

    @Test
    void logsRejectionOfCodeWhenOtherIsAccepted() {
        configurePreviousSecret();
        fixture.accept(OLD);
        assertThat(ClientSecretFixture.logged(
                        () -> assertThatThrownBy(() -> launch(client)).isInstanceOf(TokenException.class)))
                .isEmpty();
        assertThat(ClientSecretFixture.logged(() -> {
                    launch(client);
                    launch(client);
                }))
                .singleElement()
                .asString()
                .startsWith("WARNING SAFIRE-1011");
    }
}
