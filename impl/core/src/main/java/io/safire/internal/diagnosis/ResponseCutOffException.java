package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;

/**
 * Thrown if the diagnosis ended a request before the time limits of the client, so that the result of the check is
 * unknown.
 */
final class ResponseCutOffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Finding finding;

    ResponseCutOffException(Finding finding) {
        super(finding.observed());
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
