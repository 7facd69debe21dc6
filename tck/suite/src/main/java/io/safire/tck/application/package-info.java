/** Deployment of one application for all test classes that share it. */
@NullMarked
package io.safire.tck.application;

import org.jspecify.annotations.NullMarked;
