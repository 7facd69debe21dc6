/** Steers a sandbox from anywhere, also from inside an application server: needs the JDK and JSON-P only. */
@NullMarked
package io.safire.sandbox.control;

import org.jspecify.annotations.NullMarked;
