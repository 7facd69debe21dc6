package io.safire.tck.bearer;

import io.safire.spi.SmartSubject;
import io.safire.token.ManagedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is signed in: a test says it, as a session would. */
@ApplicationScoped
public class SignedIn implements SmartSubject {

    private volatile @Nullable ManagedTokens tokens;

    /** Signs somebody in, or out with null. */
    public void is(@Nullable ManagedTokens next) {
        tokens = next;
    }

    @Override
    public Optional<ManagedTokens> current() {
        return Optional.ofNullable(tokens);
    }
}
