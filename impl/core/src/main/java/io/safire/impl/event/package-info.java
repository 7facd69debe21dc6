/** Security events and request observation for the application. */
@NullMarked
package io.safire.impl.event;

import org.jspecify.annotations.NullMarked;
