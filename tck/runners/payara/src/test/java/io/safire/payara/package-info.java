/** Tests of Safire on Payara in addition to the TCK. */
@NullMarked
package io.safire.payara;

import org.jspecify.annotations.NullMarked;
