/** Tests of cached access tokens and of stored tokens of signed-in users. */
@NullMarked
package io.safire.tck.area.managed;

import org.jspecify.annotations.NullMarked;
