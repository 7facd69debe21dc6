/** Spans and metrics of the requests to servers, for OpenTelemetry. */
@NullMarked
package io.safire.telemetry;

import org.jspecify.annotations.NullMarked;
