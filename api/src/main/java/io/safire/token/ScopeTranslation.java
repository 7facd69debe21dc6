package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.Finding;
import java.util.List;

/**
 * Scopes in the syntax that a server claims to take.
 *
 * @param scopes the scopes to ask for
 * @param losses what the other syntax cannot say, so that the scopes ask for more than was meant; empty if they mean the
 *     same
 */
public record ScopeTranslation(Scopes scopes, List<Finding> losses) {

    /** Checks and copies. */
    public ScopeTranslation {
        requireNonNull(scopes, "scopes");
        losses = List.copyOf(losses);
    }

    /**
     * Whether the scopes mean what they meant before.
     *
     * @return true if nothing was lost
     */
    public boolean exact() {
        return losses.isEmpty();
    }
}
