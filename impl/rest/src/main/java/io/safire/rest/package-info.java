/** Ready-made endpoints for Jakarta REST. */
@NullMarked
package io.safire.rest;

import org.jspecify.annotations.NullMarked;
