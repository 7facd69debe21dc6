/** Health checks and telemetry of a runtime, as tests see them. */
@NullMarked
package io.safire.tck.safire.observe;

import org.jspecify.annotations.NullMarked;
