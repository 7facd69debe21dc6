/** Tests of bearer tokens in requests for FHIR resources. */
@NullMarked
package io.safire.tck.area.bearer;

import org.jspecify.annotations.NullMarked;
