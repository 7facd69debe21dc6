package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;

/**
 * A response that did not arrive within the time that the diagnosis had for it, although the client itself would have
 * waited longer. Therefore, the result of the check is unknown.
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
