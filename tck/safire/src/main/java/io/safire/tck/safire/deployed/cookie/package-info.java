/** User sessions with the application's own cookie, for runtimes without servlets. */
@NullMarked
package io.safire.tck.safire.deployed.cookie;

import org.jspecify.annotations.NullMarked;
