package io.safire.tck.safire.observe;

import java.util.Map;

/**
 * An exported span. The record uses no OpenTelemetry types, because the JVM that loads the tests may lack these types.
 *
 * @param trace the trace ID
 * @param id the span ID
 * @param parent the ID of the parent span, all zeros for a root span
 * @param failed true if the status is ERROR
 */
public record ExportedSpan(
        String name, Map<String, String> attributes, String trace, String id, String parent, boolean failed) {}
