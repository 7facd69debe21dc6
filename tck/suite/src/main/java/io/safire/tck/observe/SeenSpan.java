package io.safire.tck.observe;

import java.util.Map;

/**
 * A span as it came to the exporter. No type of OpenTelemetry, which the JVM that only reads the tests may lack.
 *
 * @param name its name
 * @param attributes what it says
 * @param trace the trace that it is part of
 * @param id its own id
 * @param parent the id of the span above it, of zeros only if there is none
 * @param failed whether its status is that of an error
 */
public record SeenSpan(
        String name, Map<String, String> attributes, String trace, String id, String parent, boolean failed) {}
