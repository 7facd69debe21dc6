/**
 * Findings, which explain failures and describe violations in documents, responses and settings, with the actions to
 * take.
 */
@NullMarked
package io.safire.diagnosis;

import org.jspecify.annotations.NullMarked;
