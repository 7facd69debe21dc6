/** The integration with CDI, MicroProfile Config and MicroProfile Fault Tolerance. */
@NullMarked
package io.safire.internal.cdi;

import org.jspecify.annotations.NullMarked;
