/** Seeded faults, and a judge of the errors and diagnoses that must name their causes. */
@NullMarked
package io.safire.tck.diagnosis;

import org.jspecify.annotations.NullMarked;
