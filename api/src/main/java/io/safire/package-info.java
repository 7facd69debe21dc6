/** The injectable SMART client, the configured servers, and the client types and credentials that they use. */
@NullMarked
package io.safire;

import org.jspecify.annotations.NullMarked;
