package io.safire.token;

import static java.util.Objects.requireNonNull;

/**
 * What was granted against what was asked for, by meaning: {@code patient/*.rs} is {@code patient/*.read}. A scope that was
 * granted in part is in {@link #missing()} with the rest.
 *
 * <p>A server need not repeat every scope that it grants. Whether there is a refresh token tells more than
 * {@code offline_access} in here does, and the launch context more than {@code launch/patient}.
 *
 * @param requested what was asked for
 * @param granted what the server says that it granted; what was asked for when it says nothing
 * @param missing what was asked for and not granted
 * @param extra what was granted and not asked for
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#wildcard-scopes">SMART App
 *     Launch 2.2.0, wildcard scopes</a>
 */
public record ScopeReport(Scopes requested, Scopes granted, Scopes missing, Scopes extra) {

    /** Checks that all parts are there. */
    public ScopeReport {
        requireNonNull(requested, "requested");
        requireNonNull(granted, "granted");
        requireNonNull(missing, "missing");
        requireNonNull(extra, "extra");
    }

    /**
     * Compares.
     *
     * @param requested what was asked for
     * @param granted what was granted
     * @return the report
     */
    public static ScopeReport of(Scopes requested, Scopes granted) {
        return new ScopeReport(requested, granted, requested.notCoveredBy(granted), granted.notCoveredBy(requested));
    }

    /**
     * Whether all was granted that was asked for.
     *
     * @return true if nothing is missing
     */
    public boolean complete() {
        return missing.isEmpty();
    }

    /** One line for a log. */
    @Override
    public String toString() {
        return "ScopeReport[granted=" + granted + ", missing=" + missing + ", extra=" + extra + "]";
    }
}
