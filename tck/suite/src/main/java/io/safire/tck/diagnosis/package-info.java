/** Beans of the application that the tests of diagnoses use. */
@NullMarked
package io.safire.tck.diagnosis;

import org.jspecify.annotations.NullMarked;
