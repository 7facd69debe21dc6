/** Tests of the authorization code flow, of scopes and of the tokens that a launch returns. */
@NullMarked
package io.safire.tck.area.launch;

import org.jspecify.annotations.NullMarked;
