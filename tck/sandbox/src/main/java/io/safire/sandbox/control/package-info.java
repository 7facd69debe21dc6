/** A remote control for a sandbox that works anywhere, also inside an application server: it needs only the JDK and JSON-P. */
@NullMarked
package io.safire.sandbox.control;

import org.jspecify.annotations.NullMarked;
