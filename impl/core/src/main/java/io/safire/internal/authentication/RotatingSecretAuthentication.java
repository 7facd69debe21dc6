package io.safire.internal.authentication;

import java.util.Optional;
import java.util.function.Function;

/** Client authentication with one of two secrets. */
final class RotatingSecretAuthentication implements ClientAuthentication {

    private final SecretRotation rotation;
    private final SecretPair pair;
    private final Function<String, AuthenticationParameters> authentication;
    private final boolean repeatable;
    private final boolean usesPrevious;
    private final boolean isRetry;

    RotatingSecretAuthentication(
            SecretRotation choice,
            SecretPair pair,
            Function<String, AuthenticationParameters> authentication,
            boolean repeatable,
            boolean previous) {
        this(choice, pair, authentication, repeatable, previous, false);
    }

    private RotatingSecretAuthentication(
            SecretRotation choice,
            SecretPair pair,
            Function<String, AuthenticationParameters> authentication,
            boolean repeatable,
            boolean previous,
            boolean second) {
        this.rotation = choice;
        this.pair = pair;
        this.authentication = authentication;
        this.repeatable = repeatable;
        this.usesPrevious = previous;
        this.isRetry = second;
    }

    @Override
    public AuthenticationParameters get() {
        return authentication.apply(pair.secret(usesPrevious));
    }

    @Override
    public void onAccepted() {
        if (!usesPrevious) {
            rotation.onCurrentAccepted(pair);
        } else if (isRetry) {
            rotation.onPreviousAcceptedAfterRetry(pair);
        } else {
            rotation.onPreviousAccepted(pair);
        }
    }

    /**
     * Returns the authentication with the other secret if the request may be repeated. If the server rejects both
     * secrets, no preference is recorded.
     */
    @Override
    public Optional<ClientAuthentication> onRejected() {
        if (!repeatable) {
            rotation.onRejected(pair, usesPrevious);
            return Optional.empty();
        }
        return isRetry
                ? Optional.empty()
                : Optional.of(
                        new RotatingSecretAuthentication(rotation, pair, authentication, true, !usesPrevious, true));
    }

    @Override
    public boolean usesCurrentCredential() {
        return !usesPrevious;
    }

    @Override
    public String hint() {
        return rotation.hint(repeatable, usesPrevious);
    }
}
