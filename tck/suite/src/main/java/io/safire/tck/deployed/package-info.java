/** The application that is driven over HTTP, as the tests see it. */
@NullMarked
package io.safire.tck.deployed;

import org.jspecify.annotations.NullMarked;
