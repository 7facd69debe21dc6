package io.safire.tck.observe;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What the OpenTelemetry of the runtime gave to its exporters. */
public final class Telemetry {

    /** The name of the exporters, in {@code otel.traces.exporter} and {@code otel.metrics.exporter}. */
    public static final String EXPORTER = "tck";

    // the runtime makes the exporters, out of reach of the test but for what is static
    private static final List<SeenSpan> SPANS = new CopyOnWriteArrayList<>();
    private static final Map<String, SeenPoint> POINTS = new ConcurrentHashMap<>();

    private Telemetry() {}

    static void spans(Collection<SeenSpan> spans) {
        SPANS.addAll(spans);
    }

    /** The last value of each stays, since a counter is told as a sum of all. */
    static void points(Stream<SeenPoint> points) {
        points.forEach(point -> POINTS.put(point.metric() + point.attributes(), point));
    }

    /**
     * The spans that ended so far.
     *
     * @param server the name of the server that they are about
     * @return the spans, the oldest first
     */
    public static List<SeenSpan> spansOf(String server) {
        return SPANS.stream()
                .filter(span -> server.equals(span.attributes().get("safire.server")))
                .toList();
    }

    /**
     * The metrics so far.
     *
     * @param server the name of the server that they are about
     * @return one for each metric and set of attributes
     */
    public static List<SeenPoint> pointsOf(String server) {
        return POINTS.values().stream()
                .filter(point -> server.equals(point.attributes().get("safire.server")))
                .toList();
    }
}
