/** A strict SMART authorization server and a small FHIR server for tests and demonstrations. */
@NullMarked
package io.safire.sandbox;

import org.jspecify.annotations.NullMarked;
