/** One node of a cluster, steered by a test. */
@NullMarked
package io.safire.cluster;

import org.jspecify.annotations.NullMarked;
