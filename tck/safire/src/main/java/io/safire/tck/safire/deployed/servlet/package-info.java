/** User sessions in the HTTP session of the servlet container. */
@NullMarked
package io.safire.tck.safire.deployed.servlet;

import org.jspecify.annotations.NullMarked;
