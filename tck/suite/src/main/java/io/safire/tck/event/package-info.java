/** What the application under test listens with. */
@NullMarked
package io.safire.tck.event;

import org.jspecify.annotations.NullMarked;
