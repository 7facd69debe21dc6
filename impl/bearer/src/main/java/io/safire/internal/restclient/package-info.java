/** The implementation of {@code @SmartBearer} for MicroProfile Rest Client interfaces, with its CDI integration. */
@NullMarked
package io.safire.internal.restclient;

import org.jspecify.annotations.NullMarked;
