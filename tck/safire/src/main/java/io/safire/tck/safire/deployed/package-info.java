/** The test side of a deployed application that is accessed over HTTP. */
@NullMarked
package io.safire.tck.safire.deployed;

import org.jspecify.annotations.NullMarked;
