/** A strict SMART authorization server and small FHIR server for tests and demos. */
@NullMarked
package io.safire.sandbox;

import org.jspecify.annotations.NullMarked;
