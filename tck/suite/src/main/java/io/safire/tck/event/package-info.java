/** Observers of events and requests in the application under test. */
@NullMarked
package io.safire.tck.event;

import org.jspecify.annotations.NullMarked;
