package io.safire.internal.web;

import io.safire.error.AuthorizationException;
import io.safire.error.ConfigurationException;
import io.safire.error.LaunchStoreException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.internal.message.Message;
import io.safire.web.LaunchFailure;
import io.safire.web.LaunchFailure.Reason;
import java.util.Map;

/** A mapping from exceptions to the reasons that are shown to users. */
final class LaunchFailureClassifier {

    private static final String ID_TOKEN = "id_token";
    private static final Map<String, Reason> BY_CODE = Map.of(
            Message.LAUNCH_COMPLETED.id(), Reason.ALREADY_COMPLETED,
            Message.LAUNCH_EXPIRED.id(), Reason.EXPIRED,
            Message.LAUNCH_OF_OTHER_BROWSER.id(), Reason.OTHER_BROWSER);
    private static final Map<String, Reason> BY_ERROR =
            Map.of("access_denied", Reason.ACCESS_DENIED, "temporarily_unavailable", Reason.UNAVAILABLE);

    private LaunchFailureClassifier() {}

    static LaunchFailure classify(SmartException failure) {
        return new LaunchFailure(reason(failure), failure.code());
    }

    /** An invalid ID token comes from the server. All other invalid values come from the browser's request. */
    private static Reason reason(SmartException failure) {
        if (failure instanceof ValidationException invalid) {
            return invalid.attribute().equals(ID_TOKEN)
                    ? Reason.SERVER_FAILED
                    : BY_CODE.getOrDefault(failure.code(), Reason.UNKNOWN_REQUEST);
        }
        if (failure instanceof AuthorizationException errorResponse) {
            return errorResponse.errorCode().map(BY_ERROR::get).orElse(Reason.SERVER_FAILED);
        }
        if (failure instanceof ConfigurationException) {
            return Reason.MISCONFIGURED;
        }
        boolean transientFailure = failure instanceof NetworkException
                || failure instanceof LaunchStoreException
                || failure instanceof TokenStoreException;
        return transientFailure ? Reason.UNAVAILABLE : Reason.SERVER_FAILED;
    }
}
