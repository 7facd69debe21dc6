/** Lets the test classes of an area share an application on Quarkus. */
@NullMarked
package io.safire.quarkus;

import org.jspecify.annotations.NullMarked;
