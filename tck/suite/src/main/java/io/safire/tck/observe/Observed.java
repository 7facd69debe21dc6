package io.safire.tck.observe;

import io.safire.tck.support.TckArchive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application that contains the optional modules for health and telemetry. All other applications lack them. */
public final class Observed {

    private static final String SPI = "io.opentelemetry.sdk.autoconfigure.spi.";

    /** Dependencies for WildFly, which exposes only the OpenTelemetry API to applications. The exporters need the SDK. */
    private static final String MANIFEST = "Manifest-Version: 1.0\nDependencies: io.opentelemetry.sdk\n";

    private Observed() {}

    /** Adds the optional modules and the exporters to the application and builds it. */
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

    /** Returns a class name. The JVM that builds the application may lack the types of OpenTelemetry. */
    private static String of(String recorder) {
        return Observed.class.getPackageName() + "." + recorder;
    }
}
