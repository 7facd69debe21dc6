/** Lets the interfaces that are marked with {@code @SmartBearer} send tokens: the second place that knows the container. */
@NullMarked
package io.safire.impl.bearer;

import org.jspecify.annotations.NullMarked;
