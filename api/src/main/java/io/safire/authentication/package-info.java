/** The client types, and the credentials with which a client authenticates. */
@NullMarked
package io.safire.authentication;

import org.jspecify.annotations.NullMarked;
