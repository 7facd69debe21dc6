package io.safire.internal.brand;

import io.safire.internal.config.UrlPolicy;
import io.safire.internal.http.HttpTransport;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The links from each page of a bundle to the next page, during one load. Only pages of the same publisher are read.
 */
final class PageLinks {

    private static final int MAX_PAGES = 1_000;
    /** The time after which no further page is requested. */
    static final Duration MAX_TIME = Duration.ofMinutes(2);

    private static final Pattern QUERY = Pattern.compile("[?#].*");
    private static final Pattern FRAGMENT = Pattern.compile("#.*");

    private final URI bundle;
    private final UrlPolicy policy;
    private final Clock clock;
    private final Instant end;
    private final Set<String> seen = new HashSet<>();

    PageLinks(URI bundle, UrlPolicy policy, Clock clock) {
        this.bundle = bundle;
        this.policy = policy;
        this.clock = clock;
        this.end = clock.instant().plus(MAX_TIME);
        seen.add(key(bundle));
    }

    /**
     * The next page.
     *
     * @param address the address; empty if a page has no usable link to a next page
     * @param obstacles the reasons why linked pages must not be read
     */
    record NextPage(Optional<URI> address, List<String> obstacles) {}

    /** Returns the first page that may be read. A repeated link to this page is no obstacle. */
    NextPage next(URI current, FhirObject page) {
        URI next = null;
        Set<String> obstacles = new LinkedHashSet<>();
        for (Optional<URI> link : links(current, page)) {
            String obstacle = link.map(this::obstacle).orElse("the link to the next page is malformed");
            if (!obstacle.isEmpty()) {
                obstacles.add(obstacle);
            } else if (next == null) {
                next = link.orElseThrow();
            } else if (!key(next).equals(key(link.orElseThrow()))) {
                obstacles.add(
                        "a page has several different links to a next page, of which Safire followed the first usable one");
            }
        }
        if (next != null) {
            seen.add(key(next));
        }
        return new NextPage(Optional.ofNullable(next), List.copyOf(obstacles));
    }

    private static List<Optional<URI>> links(URI current, FhirObject page) {
        return page.objects("link")
                .filter(link ->
                        link.text("relation").filter("next"::equalsIgnoreCase).isPresent())
                .map(link -> link.address("url").map(url -> resolve(current, url)))
                .toList();
    }

    private String obstacle(URI next) {
        String url = HttpTransport.withoutQuery(next);
        return policy.violation(next)
                .map(violation -> "the address of the next page " + violation.requirement() + ", but was " + url)
                .or(() -> obstacle(
                        !policy.isRedirectAllowed(bundle, next), "the next page is on another origin (" + url + ")"))
                .or(() -> obstacle(seen.contains(key(next)), "the next page is an earlier page (" + url + ")"))
                .or(() -> obstacle(seen.size() >= MAX_PAGES, "there are more than " + MAX_PAGES + " pages"))
                .or(() -> obstacle(
                        !clock.instant().isBefore(end), "the pages take longer than " + MAX_TIME.toSeconds() + " s"))
                .orElse("");
    }

    private static Optional<String> obstacle(boolean exists, String text) {
        return exists ? Optional.of(text) : Optional.empty();
    }

    /** Resolves a link. {@code URI.resolve} would remove the last segment of the path if the link is only a query. */
    private static URI resolve(URI current, URI link) {
        return link.toString().startsWith("?")
                ? URI.create(QUERY.matcher(current.toString()).replaceFirst("") + link)
                : current.resolve(link);
    }

    private static String key(URI url) {
        return FRAGMENT.matcher(url.toString()).replaceFirst("");
    }
}
