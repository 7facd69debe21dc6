/** Support for test classes that share one application on Quarkus, and tests of missing extensions. */
@NullMarked
package io.safire.quarkus;

import org.jspecify.annotations.NullMarked;
