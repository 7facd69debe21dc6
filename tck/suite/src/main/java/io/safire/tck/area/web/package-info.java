/** Tests of the launch endpoints, of the launch in a browser, and of deployed applications. */
@NullMarked
package io.safire.tck.area.web;

import org.jspecify.annotations.NullMarked;
