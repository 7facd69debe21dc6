/** Diagnosis of error responses: the likely causes, and the action for each. */
@NullMarked
package io.safire.impl.diagnosis;

import org.jspecify.annotations.NullMarked;
