/** Tests of the client credentials flow of SMART backend services. */
@NullMarked
package io.safire.tck.area.backend;

import org.jspecify.annotations.NullMarked;
