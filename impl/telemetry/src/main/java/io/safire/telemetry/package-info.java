/** Spans and metrics, for OpenTelemetry. */
@NullMarked
package io.safire.telemetry;

import org.jspecify.annotations.NullMarked;
