/** Remote documents that are cached and shared by concurrent callers. */
@NullMarked
package io.safire.internal.document;

import org.jspecify.annotations.NullMarked;
