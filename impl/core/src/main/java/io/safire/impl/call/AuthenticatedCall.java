package io.safire.impl.call;

import io.safire.impl.credential.Authentication;
import io.safire.impl.credential.ClientProof;
import io.safire.impl.token.Outcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The transmission of a request with client authentication. If the server rejects the client, the request is sent once more with
 * the alternative authentication, if there is one.
 */
final class AuthenticatedCall {

    /**
     * The final outcome of a request.
     *
     * @param remark a hint for the error message, in addition to the known causes of a rejection; empty for none
     */
    record Ended<T extends Outcome>(T outcome, String remark) {}

    private AuthenticatedCall() {}

    static <T extends Outcome> Ended<T> send(ClientProof proof, Function<Supplier<Authentication>, T> request) {
        T outcome = request.apply(proof);
        if (!outcome.refusesTheClient()) {
            return ended(outcome, proof);
        }
        Optional<ClientProof> other = proof.refused();
        if (other.isEmpty()) {
            return new Ended<>(outcome, proof.remark());
        }
        T second = request.apply(other.get());
        if (!second.refusesTheClient()) {
            return ended(second, other.get());
        }
        return new Ended<>(other.get().current() ? second : outcome, proof.remark());
    }

    private static <T extends Outcome> Ended<T> ended(T outcome, ClientProof proof) {
        if (outcome.done()) {
            proof.accepted();
        }
        return new Ended<>(outcome, "");
    }
}
