/** Beans of the application that the tests of diagnoses use. */
@NullMarked
package io.safire.tck.safire.diagnosis;

import org.jspecify.annotations.NullMarked;
