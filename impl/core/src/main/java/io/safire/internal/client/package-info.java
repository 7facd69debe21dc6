/** The implementation of {@link io.safire.SmartClient}: flows, token requests, and the creation of clients. */
@NullMarked
package io.safire.internal.client;

import org.jspecify.annotations.NullMarked;
