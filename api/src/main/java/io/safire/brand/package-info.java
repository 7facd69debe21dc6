/** User-access brands, from which patients select a health care organization and its FHIR server. */
@NullMarked
package io.safire.brand;

import org.jspecify.annotations.NullMarked;
