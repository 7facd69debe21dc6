/** Deployment of one application for all test classes of an area. */
@NullMarked
package io.safire.tck.area;

import org.jspecify.annotations.NullMarked;
