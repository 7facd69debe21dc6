/** The application that is accessed over HTTP, with servers of a server source. */
@NullMarked
package io.safire.tck.safire.deployed.sourced;

import org.jspecify.annotations.NullMarked;
