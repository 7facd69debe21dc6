package io.safire.impl.call;

import io.safire.impl.credential.Authentication;
import io.safire.impl.credential.ClientProof;
import io.safire.impl.token.Outcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A request in which the client authenticates, sent once more where the server refuses the client and there is another proof. */
final class AuthenticatedCall {

    /**
     * How it ended.
     *
     * @param remark what an error says of a refusal beside its known causes
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
