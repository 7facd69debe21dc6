/**
 * Remote control of a sandbox. The remote control works in any environment, even inside an application server, because
 * it needs only the JDK and JSON-P.
 */
@NullMarked
package io.safire.sandbox.control;

import org.jspecify.annotations.NullMarked;
