/** Security events and request observation for the application. */
@NullMarked
package io.safire.internal.event;

import org.jspecify.annotations.NullMarked;
