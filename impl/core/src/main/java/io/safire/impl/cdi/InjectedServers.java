package io.safire.impl.cdi;

import java.util.Set;

/**
 * Which servers the application's injection points name.
 *
 * @param usesDefault whether a client is injected without a name
 */
public record InjectedServers(Set<String> names, boolean usesDefault) {
    /** Copies. */
    public InjectedServers {
        names = Set.copyOf(names);
    }
}
