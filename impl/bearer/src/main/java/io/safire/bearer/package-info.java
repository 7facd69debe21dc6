/**
 * Support for sending managed tokens with the FHIR requests of several HTTP clients. A token is sent only to addresses
 * of the server that issued the token. For MicroProfile Rest Client interfaces, use
 * {@link io.safire.inject.SmartBearer} instead.
 */
@NullMarked
package io.safire.bearer;

import org.jspecify.annotations.NullMarked;
