/** Tests of the SMART configuration: endpoints, capabilities and supported client authentication. */
@NullMarked
package io.safire.tck.area.discovery;

import org.jspecify.annotations.NullMarked;
