/** The APIs that the library requires from the runtime. */
@NullMarked
package io.safire.internal.runtime;

import org.jspecify.annotations.NullMarked;
