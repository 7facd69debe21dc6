/** Tests of the error messages for mistakes in the configuration, and of EHR profiles. */
@NullMarked
package io.safire.tck.safire.configuration;

import org.jspecify.annotations.NullMarked;
