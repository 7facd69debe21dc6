/** OpenTelemetry spans and metrics for the requests to servers. */
@NullMarked
package io.safire.telemetry;

import org.jspecify.annotations.NullMarked;
