/** The application's own resources, which know nothing of the library. */
@NullMarked
package io.safire.tck.deployed.own;

import org.jspecify.annotations.NullMarked;
