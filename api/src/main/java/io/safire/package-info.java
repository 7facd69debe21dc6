/** The injectable SMART client and the configured servers. */
@NullMarked
package io.safire;

import org.jspecify.annotations.NullMarked;
