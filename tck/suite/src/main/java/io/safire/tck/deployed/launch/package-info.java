/** Launch, chart and job of the application. */
@NullMarked
package io.safire.tck.deployed.launch;

import org.jspecify.annotations.NullMarked;
