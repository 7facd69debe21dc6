/** Authorization requests and the validation of authorization responses. */
@NullMarked
package io.safire.impl.launch;

import org.jspecify.annotations.NullMarked;
