/** An EAR with two WARs that use the library. */
@NullMarked
package io.safire.tck.safire.enterprise;

import org.jspecify.annotations.NullMarked;
