/** Faults between client and server, their expected outcomes, and the tests that cause them. */
@NullMarked
package io.safire.tck.fault;

import org.jspecify.annotations.NullMarked;
