/** REST clients and HTTP clients that send access tokens, and the bean that supplies a user's tokens. */
@NullMarked
package io.safire.tck.bearer;

import org.jspecify.annotations.NullMarked;
