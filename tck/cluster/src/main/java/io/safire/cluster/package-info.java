/** One node of a cluster, controlled by a test. */
@NullMarked
package io.safire.cluster;

import org.jspecify.annotations.NullMarked;
