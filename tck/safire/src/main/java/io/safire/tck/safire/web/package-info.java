/** Tests of deployed applications that use the launch endpoints of Safire. */
@NullMarked
package io.safire.tck.safire.web;

import org.jspecify.annotations.NullMarked;
