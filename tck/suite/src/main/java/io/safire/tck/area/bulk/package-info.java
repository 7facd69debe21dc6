/** Tests of bulk data exports. */
@NullMarked
package io.safire.tck.area.bulk;

import org.jspecify.annotations.NullMarked;
