/** Puts the steps together behind the api. */
@NullMarked
package io.safire.impl.call;

import org.jspecify.annotations.NullMarked;
