package io.safire.tck.observe;

import io.safire.tck.support.TckArchive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application with the implementation's optional jars for health and telemetry, which all others do without. */
public final class Observed {

    private static final String SPI = "io.opentelemetry.sdk.autoconfigure.spi.";

    /** WildFly shows an application the API of OpenTelemetry only; the exporters of the test need more. */
    private static final String MANIFEST = "Manifest-Version: 1.0\nDependencies: io.opentelemetry.sdk\n";

    private Observed() {}

    /**
     * Adds the jars and the exporters.
     *
     * @param archive the application
     * @return the archive
     */
    public static WebArchive built(TckArchive archive) {
        String readiness = System.getProperty("tck.readiness", "");
        if (!readiness.isEmpty()) {
            archive.set(Readiness.ADDRESS, readiness);
        }
        WebArchive war = archive.withPackageOf(Observed.class)
                .set("otel.sdk.disabled", "false")
                .set(TckArchive.QUARKUS_TELEMETRY_OFF, "false")
                .set("otel.service.name", "safire-tck")
                .set("otel.traces.exporter", Telemetry.EXPORTER)
                .set("otel.metrics.exporter", Telemetry.EXPORTER)
                .set("otel.logs.exporter", "none")
                .set("otel.bsp.schedule.delay", "50")
                .set("otel.metric.export.interval", "50")
                .withJars("observed")
                .build();
        return war.addAsServiceProvider(SPI + "traces.ConfigurableSpanExporterProvider", of("SpanRecorder"))
                .addAsServiceProvider(SPI + "metrics.ConfigurableMetricExporterProvider", of("MetricRecorder"))
                .setManifest(new StringAsset(MANIFEST));
    }

    /** By name: the JVM that builds the application may lack the types of OpenTelemetry. */
    private static String of(String recorder) {
        return Observed.class.getPackageName() + "." + recorder;
    }
}
