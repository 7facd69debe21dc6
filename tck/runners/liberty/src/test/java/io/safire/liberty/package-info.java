/** Open Liberty under the TCK. */
@NullMarked
package io.safire.liberty;

import org.jspecify.annotations.NullMarked;
