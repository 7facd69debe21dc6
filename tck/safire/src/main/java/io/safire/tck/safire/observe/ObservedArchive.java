package io.safire.tck.safire.observe;

import io.safire.tck.support.TckArchive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An application that contains the optional modules for health and telemetry. Other applications do not contain these
 * modules.
 */
public final class ObservedArchive {

    private static final String SPI = "io.opentelemetry.sdk.autoconfigure.spi.";

    /**
     * Dependencies for WildFly, which exposes only the OpenTelemetry API to applications. The exporters need the SDK of
     * OpenTelemetry.
     */
    private static final String MANIFEST = "Manifest-Version: 1.0\nDependencies: io.opentelemetry.sdk\n";

    private ObservedArchive() {}

    /** Adds the optional modules and the exporters to the application and builds it. */
    public static WebArchive build(TckArchive archive) {
        String readiness = System.getProperty("tck.readiness", "");
        if (!readiness.isEmpty()) {
            archive.set(ReadinessProbe.URL_SETTING, readiness);
        }
        WebArchive war = archive.withPackageOf(ObservedArchive.class)
                .set("otel.sdk.disabled", "false")
                .set(TckArchive.QUARKUS_TELEMETRY_OFF, "false")
                .set("otel.service.name", "safire-tck")
                .set("otel.traces.exporter", ExportedTelemetry.EXPORTER)
                .set("otel.metrics.exporter", ExportedTelemetry.EXPORTER)
                .set("otel.logs.exporter", "none")
                .set("otel.bsp.schedule.delay", "50")
                .set("otel.metric.export.interval", "50")
                .withJars("observed")
                .build();
        return war.addAsServiceProvider(SPI + "traces.ConfigurableSpanExporterProvider", className("SpanRecorder"))
                .addAsServiceProvider(SPI + "metrics.ConfigurableMetricExporterProvider", className("MetricRecorder"))
                .setManifest(new StringAsset(MANIFEST));
    }

    /**
     * Returns the class name of a recorder. The method does not load the class, because the JVM that builds the
     * application may lack the types of OpenTelemetry.
     */
    private static String className(String recorder) {
        return ObservedArchive.class.getPackageName() + "." + recorder;
    }
}
