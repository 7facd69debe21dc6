/** What an application may replace. */
@NullMarked
package io.safire.spi;

import org.jspecify.annotations.NullMarked;
