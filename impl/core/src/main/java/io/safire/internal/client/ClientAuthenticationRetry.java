package io.safire.internal.client;

import io.safire.internal.authentication.AuthenticationParameters;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.token.EndpointOutcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A sender of requests with client authentication. If the server rejects the client and there is an alternative
 * authentication, the sender repeats the request once with that authentication.
 */
final class ClientAuthenticationRetry {

    /**
     * The final outcome of a request.
     *
     * @param hint a hint for the error message, in addition to the known causes of a rejection; empty if there is no
     *     hint
     */
    record FinalOutcome<T extends EndpointOutcome>(T outcome, String hint) {}

    private ClientAuthenticationRetry() {}

    static <T extends EndpointOutcome> FinalOutcome<T> send(
            ClientAuthentication authentication, Function<Supplier<AuthenticationParameters>, T> request) {
        T outcome = request.apply(authentication);
        if (!outcome.rejectsClient()) {
            return reportAccepted(outcome, authentication);
        }
        Optional<ClientAuthentication> alternative = authentication.onRejected();
        if (alternative.isEmpty()) {
            return new FinalOutcome<>(outcome, authentication.hint());
        }
        T second = request.apply(alternative.get());
        if (!second.rejectsClient()) {
            return reportAccepted(second, alternative.get());
        }
        return new FinalOutcome<>(alternative.get().usesCurrentCredential() ? second : outcome, authentication.hint());
    }

    private static <T extends EndpointOutcome> FinalOutcome<T> reportAccepted(
            T outcome, ClientAuthentication authentication) {
        if (outcome.isSuccess()) {
            authentication.onAccepted();
        }
        return new FinalOutcome<>(outcome, "");
    }
}
