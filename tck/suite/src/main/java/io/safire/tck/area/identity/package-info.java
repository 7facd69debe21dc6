/** Tests of the ID token and of the identity of the user. */
@NullMarked
package io.safire.tck.area.identity;

import org.jspecify.annotations.NullMarked;
