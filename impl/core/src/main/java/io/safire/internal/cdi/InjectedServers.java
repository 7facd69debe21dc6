package io.safire.internal.cdi;

import java.util.List;
import java.util.Set;

/**
 * The servers that the application's injection points and REST client interfaces name.
 *
 * @param usesDefault true if a client or REST client interface uses the default server
 * @param bearers the REST client interfaces that send tokens
 */
public record InjectedServers(Set<String> names, boolean usesDefault, List<BearerInterface> bearers) {
    public InjectedServers {
        names = Set.copyOf(names);
        bearers = List.copyOf(bearers);
    }
}
