package io.safire.tck.safire.observability;

import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClients;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.inject.ApplicationServerSource;
import io.safire.tck.inject.TenantSettings;
import io.safire.tck.managed.Polling;
import io.safire.tck.safire.observe.ExportedTelemetry;
import io.safire.tck.safire.observe.ObservedArchive;
import io.safire.tck.safire.observe.ReadinessProbe;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Health check and telemetry of the runtime for servers of a server source. */
@Tag("observability")
@ArquillianTest
public class SourcedServerObservabilityTest {

    private static final String DURATION = "safire.client.request.duration";

    @Inject
    SmartClients clients;

    @Inject
    ReadinessProbe readiness;

    @Inject
    ApplicationServerSource source;

    @Deployment
    static WebArchive application() {
        return ObservedArchive.build(TckArchive.of(SourcedServerObservabilityTest.class)
                .with(ApplicationServerSource.class, TenantSettings.class, Polling.class));
    }

    @Test
    void measuresRequestsToServerOfSource() {
        SandboxServer ehr = resetServer("seen-sourced");
        source.put("seen-sourced", TenantSettings.backend(ehr).build());
        clients.client("seen-sourced").requestToken();
        Polling.until(() -> ExportedTelemetry.pointsOf("seen-sourced").stream()
                .anyMatch(point -> point.metric().equals(DURATION) && point.count() > 0));
        Polling.until(() -> !ExportedTelemetry.spansOf("seen-sourced").isEmpty());
        source.remove("seen-sourced");
    }

    @Test
    void unusableServerOfSourceDoesNotStopTheApplication() {
        SandboxServer ehr = resetServer("seen-source");
        source.put("seen-source", TenantSettings.backend(ehr).build());
        source.put(
                "seen-unusable",
                TenantSettings.backend(ehr).set("read-timeout", "15").build());
        clients.client("seen-source").requestToken();
        ReadinessProbe.ReadinessState state = readiness.currentState();
        assertThat(state.up()).as(state.text()).isTrue();
        assertThat(state.data()).containsEntry("seen-source", "up").containsEntry("seen-source.keys", "usable");
        assertThat(state.data().get("seen-source.tokens")).startsWith("done ");
        assertThat(state.data()).containsEntry("seen-unusable", "down");
        assertThat(state.data().get("seen-unusable.configuration")).startsWith("broken SAFIRE-");
        source.remove("seen-source");
        source.remove("seen-unusable");
        ReadinessProbe.ReadinessState empty = readiness.currentState();
        assertThat(empty.up()).as(empty.text()).isTrue();
        assertThat(empty.text()).doesNotContain("seen-source", "seen-unusable");
    }
}
