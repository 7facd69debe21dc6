/** Tests of the error messages for network faults and erroneous responses, and of the configuration keys of fault tolerance. */
@NullMarked
package io.safire.tck.safire.transport;

import org.jspecify.annotations.NullMarked;
