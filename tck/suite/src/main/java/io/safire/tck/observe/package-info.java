/** What health and telemetry of a runtime tell about the implementation. */
@NullMarked
package io.safire.tck.observe;

import org.jspecify.annotations.NullMarked;
