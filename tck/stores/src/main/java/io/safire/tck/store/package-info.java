/** Contract tests that every token store and launch store must pass. */
@NullMarked
package io.safire.tck.store;

import org.jspecify.annotations.NullMarked;
