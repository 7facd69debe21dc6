/** Tests of user-access brands. */
@NullMarked
package io.safire.tck.area.brands;

import org.jspecify.annotations.NullMarked;
