/** Tests of dynamic client registration. */
@NullMarked
package io.safire.tck.area.registration;

import org.jspecify.annotations.NullMarked;
