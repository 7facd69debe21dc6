package io.safire.tck.safire.observe;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The spans and metrics that the runtime has exported. */
public final class ExportedTelemetry {

    /** The name of the exporters in {@code otel.traces.exporter} and {@code otel.metrics.exporter}. */
    public static final String EXPORTER = "tck";

    // the runtime creates the exporters; tests can reach their data through static fields only
    private static final List<ExportedSpan> SPANS = new CopyOnWriteArrayList<>();
    private static final Map<String, ExportedPoint> POINTS = new ConcurrentHashMap<>();

    private ExportedTelemetry() {}

    static void addSpans(Collection<ExportedSpan> spans) {
        SPANS.addAll(spans);
    }

    /** Records the latest value of each metric. Counters are cumulative. */
    static void addPoints(Stream<ExportedPoint> points) {
        points.forEach(point -> POINTS.put(point.metric() + point.attributes(), point));
    }

    /** Returns the completed spans that concern a server, oldest first. */
    public static List<ExportedSpan> spansOf(String server) {
        return SPANS.stream()
                .filter(span -> server.equals(span.attributes().get("safire.server")))
                .toList();
    }

    /** Returns the metrics that concern a server, one for each metric and set of attributes. */
    public static List<ExportedPoint> pointsOf(String server) {
        return POINTS.values().stream()
                .filter(point -> server.equals(point.attributes().get("safire.server")))
                .toList();
    }
}
