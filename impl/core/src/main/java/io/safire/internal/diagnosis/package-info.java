/** Diagnosis of error responses, with the likely causes and the action for each cause. */
@NullMarked
package io.safire.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
