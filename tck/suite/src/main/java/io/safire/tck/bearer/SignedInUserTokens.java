package io.safire.tck.bearer;

import io.safire.spi.CurrentUserTokens;
import io.safire.token.ManagedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens of the signed-in user. Tests set the tokens; an application would read the tokens from its session. */
@ApplicationScoped
public class SignedInUserTokens implements CurrentUserTokens {

    private volatile @Nullable ManagedTokens tokens;

    /** Signs a user in, or signs the user out if the tokens are null. */
    public void set(@Nullable ManagedTokens next) {
        tokens = next;
    }

    @Override
    public Optional<ManagedTokens> current() {
        return Optional.ofNullable(tokens);
    }
}
