/** The client that an application injects, and what it is given: server, client type, credential. */
@NullMarked
package io.safire;

import org.jspecify.annotations.NullMarked;
