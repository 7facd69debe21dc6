/**
 * Sends managed tokens along with requests for FHIR resources, by whatever client sends them, and only where they belong.
 * MicroProfile Rest Client interfaces need none of it: they have {@link io.safire.inject.SmartBearer}.
 */
@NullMarked
package io.safire.bearer;

import org.jspecify.annotations.NullMarked;
