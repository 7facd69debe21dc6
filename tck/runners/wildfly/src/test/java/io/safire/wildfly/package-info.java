/** WildFly under the TCK. */
@NullMarked
package io.safire.wildfly;

import org.jspecify.annotations.NullMarked;
