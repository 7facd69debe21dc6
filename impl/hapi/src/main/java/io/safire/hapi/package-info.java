/** Support for managed tokens in requests of the HAPI FHIR client. */
@NullMarked
package io.safire.hapi;

import org.jspecify.annotations.NullMarked;
