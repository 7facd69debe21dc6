/** Spring Authorization Server with the clients of the tests. */
@NullMarked
package io.safire.springserver;

import org.jspecify.annotations.NullMarked;
