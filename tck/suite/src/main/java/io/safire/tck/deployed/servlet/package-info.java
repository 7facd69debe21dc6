/** User sessions in the HTTP session of the servlet container. */
@NullMarked
package io.safire.tck.deployed.servlet;

import org.jspecify.annotations.NullMarked;
