/** The launch, chart and job resources of the application. */
@NullMarked
package io.safire.tck.safire.deployed.launch;

import org.jspecify.annotations.NullMarked;
