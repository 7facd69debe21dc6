/** Does HTTP; nothing else does. */
@NullMarked
package io.safire.impl.transport;

import org.jspecify.annotations.NullMarked;
