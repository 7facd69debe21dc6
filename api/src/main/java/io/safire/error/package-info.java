/** What can go wrong, one exception for each step; all are unchecked and extend {@link io.safire.error.SmartException}. */
@NullMarked
package io.safire.error;

import org.jspecify.annotations.NullMarked;
