/** The client's own public keys, which servers read to verify client assertions. */
@NullMarked
package io.safire.key;

import org.jspecify.annotations.NullMarked;
