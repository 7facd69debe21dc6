/** The mapping of requirements to tests, and the test results on each runtime. */
@NullMarked
package io.safire.tck.coverage;

import org.jspecify.annotations.NullMarked;
