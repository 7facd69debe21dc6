package io.safire.tck.browser;

import java.util.List;

/**
 * A navigation with all of its redirects.
 *
 * @param hops the requests with their responses, the first one first
 */
public record Trace(List<Hop> hops) {

    /** Copies. */
    public Trace {
        hops = List.copyOf(hops);
    }

    /**
     * Returns the request that ended the navigation.
     *
     * @return the last one
     */
    public Hop last() {
        return hops.get(hops.size() - 1);
    }

    /**
     * Returns the last request to a path.
     *
     * @param end the end of the path
     * @return the request with its response
     * @throws IllegalStateException if there was none
     */
    public Hop at(String end) {
        return hops.stream()
                .filter(hop -> hop.url().getRawPath().endsWith(end))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("no request to " + end + ": " + this));
    }
}
