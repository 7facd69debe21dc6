/** Resources of the application that do not use the library. */
@NullMarked
package io.safire.tck.deployed.own;

import org.jspecify.annotations.NullMarked;
