/** Diagnosis of error responses and of whole clients, with the likely causes and the action for each cause. */
@NullMarked
package io.safire.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
