/** Tests of Safire on Open Liberty in addition to the TCK. */
@NullMarked
package io.safire.liberty;

import org.jspecify.annotations.NullMarked;
