/** Remote documents that are cached and that concurrent callers share. */
@NullMarked
package io.safire.internal.document;

import org.jspecify.annotations.NullMarked;
