/** User sessions with a cookie of the application, for runtimes without servlets. */
@NullMarked
package io.safire.tck.deployed.cookie;

import org.jspecify.annotations.NullMarked;
