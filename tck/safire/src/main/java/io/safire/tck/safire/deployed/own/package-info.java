/** Resources of the application that do not use the library. */
@NullMarked
package io.safire.tck.safire.deployed.own;

import org.jspecify.annotations.NullMarked;
