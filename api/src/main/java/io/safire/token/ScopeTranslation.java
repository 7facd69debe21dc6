package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import java.util.List;

/**
 * Scopes in the syntax that a server supports.
 *
 * @param scopes the scopes to request
 * @param losses the permissions and constraints that the other syntax cannot express. If there are losses,
 *     {@link #scopes} contains scopes that grant more than the original scopes
 * @since 1.0
 */
public record ScopeTranslation(Scopes scopes, List<Finding> losses) {

    public ScopeTranslation {
        requireNonNull(scopes, "scopes");
        losses = List.copyOf(losses);
    }

    /**
     * Returns whether the scopes mean the same as the original scopes.
     *
     * @return true if nothing was lost
     */
    public boolean isExact() {
        return losses.isEmpty();
    }
}
