package io.safire.example;

import io.safire.error.ConfigurationException;
import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import jakarta.ws.rs.WebApplicationException;

/**
 * A problem as it is shown to a user, with what happened and what to do. A problem contains no internal details, which
 * are in the log.
 */
record Problem(int status, String description, String action) {

    static final Problem NO_PATIENT = new Problem(
            409,
            "The EHR started the application without a patient.",
            "Open the record of a patient in the EHR, and start the application there.");

    static final Problem NO_EHR_LAUNCH = new Problem(
            400,
            "Growth chart starts from the EHR.",
            "Open the patient’s record in the EHR, and start Growth chart there.");

    /**
     * The problem for charts of other sessions, closed charts and unknown charts, between which a response must not
     * distinguish.
     */
    static final Problem NOT_OPEN = new Problem(
            404,
            "This chart is not open in this browser.",
            "You are signed out, or the chart was closed. Start Growth chart again from the patient’s record in the EHR.");

    static final Problem SIGN_IN_ENDED =
            new Problem(403, "Your sign-in has ended.", "Start the application again from the EHR.");

    static final Problem NOT_ALLOWED = new Problem(
            403,
            "The EHR does not allow you to see this.",
            "If you need access, ask the administrator of the EHR, or start the application from another record.");

    static final Problem INVALID_RESPONSE =
            new Problem(502, "The EHR does not respond correctly.", "Try again in a few minutes.");

    static final Problem STORE_UNAVAILABLE =
            new Problem(503, "The application cannot find your sign-in at the moment.", "Try again in a few minutes.");

    static final Problem NOT_CONFIGURED =
            new Problem(500, "The application is not set up correctly.", "Tell the administrator of the application.");

    static final Problem JOB_NOT_ALLOWED = new Problem(
            502,
            "The FHIR server does not allow the job to read the records.",
            "Compare safire.nightly.scopes with the registration at the server.");

    static final Problem JOB_WITHOUT_TOKEN = new Problem(
            502,
            "The job did not receive an access token.",
            "See the log for the cause, correct it, and start the job again.");

    static final Problem JOB_INVALID_RESPONSE = new Problem(
            502,
            "The FHIR server does not respond to the job correctly.",
            "Start the job again later. See the log for details.");

    /** Returns the problem for an error status of the container. */
    static Problem ofContainer(int status) {
        return switch (status / 100) {
            case 4 ->
                new Problem(
                        status,
                        status == 404
                                ? "There is no page at this address."
                                : "The application cannot process this request.",
                        "Start Growth chart from the patient’s record in the EHR.");
            default ->
                new Problem(
                        status,
                        "An error occurred in the application.",
                        "Try again in a few minutes, or tell the administrator of the application.");
        };
    }

    /** Returns the problem for a failure on the page of a signed-in user. */
    static Problem of(RuntimeException failure) {
        if (failure instanceof WebApplicationException responseException) {
            return ofStatus(responseException.getResponse().getStatus());
        }
        if (failure instanceof ConfigurationException) {
            return NOT_CONFIGURED;
        }
        if (failure instanceof TokenStoreException) {
            return STORE_UNAVAILABLE;
        }
        return failure instanceof SignInRequiredException ? SIGN_IN_ENDED : INVALID_RESPONSE;
    }

    /** Returns the problem for an error status of the FHIR server. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> SIGN_IN_ENDED;
            case 403 -> NOT_ALLOWED;
            default -> INVALID_RESPONSE;
        };
    }

    /** Returns the problem for a failure of the job. */
    static Problem ofJob(RuntimeException failure) {
        if (failure instanceof WebApplicationException responseException) {
            return ofJobStatus(responseException.getResponse().getStatus());
        }
        return failure instanceof SmartException ? JOB_WITHOUT_TOKEN : JOB_INVALID_RESPONSE;
    }

    static Problem ofJobStatus(int status) {
        return status == 403 ? JOB_NOT_ALLOWED : JOB_INVALID_RESPONSE;
    }
}
