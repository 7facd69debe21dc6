/** Findings, which describe what a document, a response or a setting violates, and what to do about it. */
@NullMarked
package io.safire.diagnosis;

import org.jspecify.annotations.NullMarked;
