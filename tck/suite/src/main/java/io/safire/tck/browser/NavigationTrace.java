package io.safire.tck.browser;

import java.util.List;

/**
 * A navigation with all of its redirects.
 *
 * @param hops the requests with their responses, in order
 */
public record NavigationTrace(List<Hop> hops) {

    public NavigationTrace {
        hops = List.copyOf(hops);
    }

    /** Returns the last request of the navigation, with its response. */
    public Hop last() {
        return hops.get(hops.size() - 1);
    }

    /**
     * Returns the last request whose path ends with the text.
     *
     * @throws IllegalStateException if there is no such request
     */
    public Hop lastRequestTo(String pathSuffix) {
        return hops.stream()
                .filter(hop -> hop.url().getRawPath().endsWith(pathSuffix))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("no request to " + pathSuffix + ": " + this));
    }
}
