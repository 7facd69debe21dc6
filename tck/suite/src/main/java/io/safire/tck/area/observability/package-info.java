/** Tests of events. */
@NullMarked
package io.safire.tck.area.observability;

import org.jspecify.annotations.NullMarked;
