/** What the tests share. */
@NullMarked
package io.safire.tck.support;

import org.jspecify.annotations.NullMarked;
