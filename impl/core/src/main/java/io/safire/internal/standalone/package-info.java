/** Clients without CDI, MicroProfile Config and MicroProfile Fault Tolerance. */
@NullMarked
package io.safire.internal.standalone;

import org.jspecify.annotations.NullMarked;
