/** Tests of settings, keys and credentials, and of clients that an application injects or creates. */
@NullMarked
package io.safire.tck.area.configuration;

import org.jspecify.annotations.NullMarked;
