/** Beans of an application that uses the launch endpoints. */
@NullMarked
package io.safire.tck.web;

import org.jspecify.annotations.NullMarked;
