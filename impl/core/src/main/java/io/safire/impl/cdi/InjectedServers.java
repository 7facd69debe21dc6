package io.safire.impl.cdi;

import java.util.List;
import java.util.Set;

/**
 * Which servers the application's injection points name.
 *
 * @param usesDefault whether a client is injected without a name
 * @param bearers the REST client interfaces that send tokens
 */
public record InjectedServers(Set<String> names, boolean usesDefault, List<BearerInterface> bearers) {
    /** Copies. */
    public InjectedServers {
        names = Set.copyOf(names);
        bearers = List.copyOf(bearers);
    }
}
