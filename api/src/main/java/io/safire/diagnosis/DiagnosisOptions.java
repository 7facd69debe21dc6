package io.safire.diagnosis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * The options of a diagnosis.
 *
 * @param mode the requests that the diagnosis may send; by default, {@link DiagnosisMode#OUTSIDE}
 * @param timeout the time limit for the checks and their GET requests; by default, 10 seconds. Checks that have not
 *     started within this time are not run. Token requests have the time limits of the settings instead
 * @param only the ids of the checks to run, such as {@code SD-J04}, or the first letters of their groups, such as
 *     {@code SD-J}; empty to run all checks
 * @param skip the ids of the checks to skip, or the first letters of their groups
 * @since 1.0
 */
public record DiagnosisOptions(DiagnosisMode mode, Duration timeout, Set<String> only, Set<String> skip) {

    private static final DiagnosisOptions DEFAULTS =
            new DiagnosisOptions(DiagnosisMode.OUTSIDE, Duration.ofSeconds(10), Set.of(), Set.of());

    /**
     * Creates options.
     *
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public DiagnosisOptions {
        requireNonNull(mode, "mode");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("The timeout of a diagnosis must be positive");
        }
        only = Set.copyOf(only);
        skip = Set.copyOf(skip);
    }

    /** {@return the default options} */
    public static DiagnosisOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns a copy with another mode.
     *
     * @param newMode the requests that the diagnosis may send
     * @return the copy
     */
    public DiagnosisOptions withMode(DiagnosisMode newMode) {
        return new DiagnosisOptions(newMode, timeout, only, skip);
    }

    /**
     * Returns a copy with another time limit.
     *
     * @param newTimeout the time limit for the checks and their GET requests
     * @return the copy
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public DiagnosisOptions withTimeout(Duration newTimeout) {
        return new DiagnosisOptions(mode, newTimeout, only, skip);
    }

    /**
     * Returns a copy that runs only some checks.
     *
     * @param ids the ids of checks, such as {@code SD-J04}, or groups, such as {@code SD-J}
     * @return the copy
     */
    public DiagnosisOptions withOnly(Set<String> ids) {
        return new DiagnosisOptions(mode, timeout, ids, skip);
    }

    /**
     * Returns a copy that skips some checks.
     *
     * @param ids the ids of checks, such as {@code SD-J04}, or groups, such as {@code SD-J}
     * @return the copy
     */
    public DiagnosisOptions withSkip(Set<String> ids) {
        return new DiagnosisOptions(mode, timeout, only, ids);
    }

    /**
     * Returns whether these options select a check.
     *
     * @param id the id of the check
     * @return true if the check may run
     */
    public boolean selects(String id) {
        return (only.isEmpty() || only.stream().anyMatch(id::startsWith))
                && skip.stream().noneMatch(id::startsWith);
    }
}
