/** Tests of events, telemetry, readiness and diagnosis. */
@NullMarked
package io.safire.tck.area.observability;

import org.jspecify.annotations.NullMarked;
