/** Managed tokens for HAPI FHIR's client. */
@NullMarked
package io.safire.hapi;

import org.jspecify.annotations.NullMarked;
