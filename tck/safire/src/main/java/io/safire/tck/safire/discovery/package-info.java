/** Tests of the error messages for servers that do not support a client. */
@NullMarked
package io.safire.tck.safire.discovery;

import org.jspecify.annotations.NullMarked;
