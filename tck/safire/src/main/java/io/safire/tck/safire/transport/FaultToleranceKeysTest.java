package io.safire.tck.safire.transport;

import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClients;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Configuration keys of MicroProfile Fault Tolerance. The configuration keys override the annotations of the
 * implementation. The class has its own application, because its configuration keys would apply to all classes of the shared application.
 */
@Tag("transport")
@ArquillianTest
public class FaultToleranceKeysTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(FaultToleranceKeysTest.class)
                .with(Polling.class)
                .server("keys", "confidential-asymmetric")
                .set("keys", "private-key", TestKeys.pem(TestKeys.EC))
                .set("keys", "kid", "ec-1")
                .set("keys", "read-timeout", "PT4S")
                .set("Retry/maxRetries", "4")
                .set("Retry/delay", "100")
                .set("Retry/jitter", "0")
                .set("Timeout/value", "2")
                .build();
    }

    @Test
    void appliesMaxRetriesKey() {
        SandboxServer ehr = resetServer("keys");
        ScriptedResponse fault = ScriptedResponse.status(503);
        Polling.untilNoTimeout(() -> {
            ehr.reset();
            ehr.script(Endpoint.TOKEN, fault, fault, fault, fault, fault, fault);
            Throwable thrown = catchThrowable(() -> clients.client("keys").requestToken());
            if (thrown instanceof NetworkException timeout) {
                throw timeout;
            }
            assertThat(thrown).isInstanceOf(TokenException.class);
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(5);
    }

    /** With a constant delay, the four retries would take only 400 ms. */
    @Test
    void doublesDelayBeforeEachFurtherRetry() {
        SandboxServer ehr = resetServer("keys");
        ScriptedResponse fault = ScriptedResponse.status(503);
        Duration[] elapsed = new Duration[1];
        Polling.untilNoTimeout(() -> {
            ehr.reset();
            clients.client("keys").metadata();
            ehr.script(Endpoint.TOKEN, fault, fault, fault, fault);
            long start = System.nanoTime();
            clients.client("keys").requestToken(Scopes.of("system/*.rs"));
            elapsed[0] = Duration.ofNanos(System.nanoTime() - start);
        });
        assertThat(elapsed[0]).isGreaterThanOrEqualTo(Duration.ofMillis(100 + 200 + 400 + 800));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(5);
    }

    @Test
    void appliesTimeoutKey() {
        SandboxServer ehr = resetServer("keys");
        Polling.untilNoTimeout(() -> clients.client("keys").metadata());
        // on a busy machine, read-timeout can expire before the runtime enforces Timeout/value
        Polling.until(() -> failsByTimeoutKey(ehr));
    }

    /** Sends a refresh request, which is never retried; the server does not respond until the client has timed out. */
    private boolean failsByTimeoutKey(SandboxServer ehr) {
        ehr.reset();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
        Throwable thrown = catchThrowable(() -> clients.client("keys").refresh(RefreshRequest.of("token-from-store")));
        assertThat(thrown).isInstanceOf(NetworkException.class).hasMessageContaining("imed out");
        return thrown.getMessage().contains("HTTP request failed: Timed out");
    }
}
