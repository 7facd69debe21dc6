/** Tests of the launch endpoints and of pending launches. */
@NullMarked
package io.safire.tck.area.web;

import org.jspecify.annotations.NullMarked;
