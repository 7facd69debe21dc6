/** What the tests of managed tokens have in the application. */
@NullMarked
package io.safire.tck.managed;

import org.jspecify.annotations.NullMarked;
