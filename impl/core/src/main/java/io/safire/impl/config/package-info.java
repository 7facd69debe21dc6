/** Reads MicroProfile Config; nothing else does. */
@NullMarked
package io.safire.impl.config;

import org.jspecify.annotations.NullMarked;
