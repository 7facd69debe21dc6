/** Tests of the SMART configuration. */
@NullMarked
package io.safire.tck.area.discovery;

import org.jspecify.annotations.NullMarked;
