/** Authorization requests and the validation of authorization responses. */
@NullMarked
package io.safire.internal.launch;

import org.jspecify.annotations.NullMarked;
