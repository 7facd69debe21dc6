/** Asks a token endpoint and reads its answer. */
@NullMarked
package io.safire.impl.token;

import org.jspecify.annotations.NullMarked;
