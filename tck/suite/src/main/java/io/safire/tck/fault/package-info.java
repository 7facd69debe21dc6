/** What can go wrong between client and server, what is expected then, and the bench that tries it. */
@NullMarked
package io.safire.tck.fault;

import org.jspecify.annotations.NullMarked;
