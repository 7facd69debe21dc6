/** The only place that knows the container. */
@NullMarked
package io.safire.impl.cdi;

import org.jspecify.annotations.NullMarked;
