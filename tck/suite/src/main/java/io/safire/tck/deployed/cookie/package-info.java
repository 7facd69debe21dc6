/** The signed-in user behind a cookie of the application, without servlets. */
@NullMarked
package io.safire.tck.deployed.cookie;

import org.jspecify.annotations.NullMarked;
