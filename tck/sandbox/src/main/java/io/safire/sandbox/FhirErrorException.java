package io.safire.sandbox;

import io.safire.sandbox.control.SandboxJson;

/** An error response with an OperationOutcome. */
final class FhirErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient OutgoingResponse response;

    FhirErrorException(int status, String code, String text) {
        this(outcome(status, code, text));
    }

    FhirErrorException(OutgoingResponse response) {
        this.response = response;
    }

    OutgoingResponse response() {
        return response;
    }

    static OutgoingResponse outcome(int status, String code, String text) {
        return OutgoingResponse.text(
                status,
                "application/fhir+json",
                SandboxJson.createObjectBuilder()
                        .add("resourceType", "OperationOutcome")
                        .add(
                                "issue",
                                SandboxJson.createArrayBuilder()
                                        .add(SandboxJson.createObjectBuilder()
                                                .add("severity", "error")
                                                .add("code", code)
                                                .add("diagnostics", text)))
                        .build()
                        .toString());
    }
}
