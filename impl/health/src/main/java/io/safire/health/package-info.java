/** A readiness check of the servers for MicroProfile Health. */
@NullMarked
package io.safire.health;

import org.jspecify.annotations.NullMarked;
