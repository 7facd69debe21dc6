/** Launches of browsers: what is kept, sent and shown. */
@NullMarked
package io.safire.impl.web;

import org.jspecify.annotations.NullMarked;
