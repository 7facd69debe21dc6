package io.safire.impl.credential;

import java.util.Optional;
import java.util.function.Function;

/** Client authentication with one of two secrets. */
final class SecretProof implements ClientProof {

    private final SecretChoice choice;
    private final SecretPair pair;
    private final Function<String, Authentication> authentication;
    private final boolean repeatable;
    private final boolean previous;
    private final boolean second;

    SecretProof(
            SecretChoice choice,
            SecretPair pair,
            Function<String, Authentication> authentication,
            boolean repeatable,
            boolean previous) {
        this(choice, pair, authentication, repeatable, previous, false);
    }

    private SecretProof(
            SecretChoice choice,
            SecretPair pair,
            Function<String, Authentication> authentication,
            boolean repeatable,
            boolean previous,
            boolean second) {
        this.choice = choice;
        this.pair = pair;
        this.authentication = authentication;
        this.repeatable = repeatable;
        this.previous = previous;
        this.second = second;
    }

    @Override
    public Authentication get() {
        return authentication.apply(pair.text(previous));
    }

    @Override
    public void accepted() {
        if (!previous) {
            choice.tookCurrent(pair);
        } else if (second) {
            choice.tookPreviousInstead(pair);
        } else {
            choice.tookPrevious(pair);
        }
    }

    /**
     * Returns the authentication with the other secret if the request is repeatable. If the server rejects both secrets, no
     * preference is recorded.
     */
    @Override
    public Optional<ClientProof> refused() {
        if (!repeatable) {
            choice.refused(pair, previous);
            return Optional.empty();
        }
        return second
                ? Optional.empty()
                : Optional.of(new SecretProof(choice, pair, authentication, true, !previous, true));
    }

    @Override
    public boolean current() {
        return !previous;
    }

    @Override
    public String remark() {
        return choice.remark(repeatable, previous);
    }
}
