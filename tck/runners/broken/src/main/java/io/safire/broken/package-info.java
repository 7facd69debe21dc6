/**
 * Deliberately broken implementations of the API, which prove that the tests of the TCK can fail. Each implementation
 * has one deliberate defect, called a breakage.
 */
@NullMarked
package io.safire.broken;

import org.jspecify.annotations.NullMarked;
