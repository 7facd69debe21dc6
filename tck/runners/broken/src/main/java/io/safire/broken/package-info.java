/** Deliberately broken implementations of the API, each with one defect, which prove that the tests of the TCK can fail. */
@NullMarked
package io.safire.broken;

import org.jspecify.annotations.NullMarked;
