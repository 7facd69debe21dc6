/** Which test proves which requirement, and what came of it on each runtime. */
@NullMarked
package io.safire.tck.coverage;

import org.jspecify.annotations.NullMarked;
