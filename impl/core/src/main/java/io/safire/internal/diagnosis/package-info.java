/** Diagnosis of error responses: the likely causes, and the action for each. */
@NullMarked
package io.safire.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
