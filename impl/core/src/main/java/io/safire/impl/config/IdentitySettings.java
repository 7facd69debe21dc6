package io.safire.impl.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What ID tokens are compared with.
 *
 * @param issuer the issuer, in place of the discovered one
 * @param fhirUserHosts further hosts on which a user may be, in lower case, with a port where it is not the usual one
 */
public record IdentitySettings(@Nullable String issuer, Set<String> fhirUserHosts) {}
