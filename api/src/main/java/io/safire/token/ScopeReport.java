package io.safire.token;

import static java.util.Objects.requireNonNull;

/**
 * A comparison of the requested scopes with the granted scopes, by meaning. For example, {@code patient/*.rs} and
 * {@code patient/*.read} have the same meaning. If only a part of a scope was granted, {@link #missing()} contains the
 * rest of the scope.
 *
 * <p>A server need not list every scope that it grants. Therefore, {@link TokenResponse#scopeReport()} treats a scope
 * as granted if the response has a member that only this scope provides:
 *
 * <ul>
 *   <li>{@code openid}: an ID token
 *   <li>{@code fhirUser}: an ID token with the claim {@code fhirUser}
 *   <li>{@code offline_access} and {@code online_access}: a refresh token
 *   <li>{@code launch/patient} and {@code launch/encounter}: a patient or an encounter in the launch context
 * </ul>
 *
 * @param requested the requested scopes
 * @param granted the granted scopes; the requested scopes if the response has no {@code scope}
 * @param missing the requested scopes that were not granted
 * @param extra the granted scopes that were not requested
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#wildcard-scopes">SMART App
 *     Launch 2.2.0, wildcard scopes</a>
 * @since 1.0
 */
public record ScopeReport(Scopes requested, Scopes granted, Scopes missing, Scopes extra) {

    public ScopeReport {
        requireNonNull(requested, "requested");
        requireNonNull(granted, "granted");
        requireNonNull(missing, "missing");
        requireNonNull(extra, "extra");
    }

    /**
     * Compares requested scopes with granted scopes.
     *
     * @param requested the requested scopes
     * @param granted the granted scopes
     * @return the report
     */
    public static ScopeReport of(Scopes requested, Scopes granted) {
        return new ScopeReport(requested, granted, requested.notCoveredBy(granted), granted.notCoveredBy(requested));
    }

    /**
     * Returns whether all requested scopes were granted.
     *
     * @return true if no scope is missing
     */
    public boolean isComplete() {
        return missing.isEmpty();
    }

    /** Returns the granted, missing and extra scopes on one line, for a log. */
    @Override
    public String toString() {
        return "ScopeReport[granted=" + granted + ", missing=" + missing + ", extra=" + extra + "]";
    }
}
