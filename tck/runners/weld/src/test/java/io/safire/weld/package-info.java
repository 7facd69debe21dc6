/** What the Weld of the runner lacks of a runtime. */
@NullMarked
package io.safire.weld;

import org.jspecify.annotations.NullMarked;
