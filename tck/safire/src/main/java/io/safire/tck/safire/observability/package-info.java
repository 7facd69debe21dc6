/** Tests of health checks, telemetry and diagnosis. */
@NullMarked
package io.safire.tck.safire.observability;

import org.jspecify.annotations.NullMarked;
