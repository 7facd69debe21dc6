/** The parts of a runtime that the embedded Weld lacks, and tests of messages at deployment. */
@NullMarked
package io.safire.weld;

import org.jspecify.annotations.NullMarked;
