/** Export of large sets of FHIR resources, as files with one resource in each line. */
@NullMarked
package io.safire.bulk;

import org.jspecify.annotations.NullMarked;
