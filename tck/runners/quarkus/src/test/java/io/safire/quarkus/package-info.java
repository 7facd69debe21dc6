/** Quarkus under the TCK. */
@NullMarked
package io.safire.quarkus;

import org.jspecify.annotations.NullMarked;
