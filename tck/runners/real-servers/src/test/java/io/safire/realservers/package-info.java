/** Tests of the client with authorization servers of other projects. */
@NullMarked
package io.safire.realservers;

import org.jspecify.annotations.NullMarked;
