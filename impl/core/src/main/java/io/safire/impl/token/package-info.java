/** Asks a token endpoint and reads its answer; introspects and revokes. */
@NullMarked
package io.safire.impl.token;

import org.jspecify.annotations.NullMarked;
