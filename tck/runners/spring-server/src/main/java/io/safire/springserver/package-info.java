/** An application with Spring Authorization Server and the clients of the tests. */
@NullMarked
package io.safire.springserver;

import org.jspecify.annotations.NullMarked;
