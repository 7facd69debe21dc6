/** Tests of Safire on WildFly in addition to the TCK. */
@NullMarked
package io.safire.wildfly;

import org.jspecify.annotations.NullMarked;
