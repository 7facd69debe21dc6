/** Why a server may have refused. */
@NullMarked
package io.safire.impl.diagnosis;

import org.jspecify.annotations.NullMarked;
