/** Tests of HTTPS, redirects, retries, limits, network faults and erroneous responses, in all flows. */
@NullMarked
package io.safire.tck.area.transport;

import org.jspecify.annotations.NullMarked;
