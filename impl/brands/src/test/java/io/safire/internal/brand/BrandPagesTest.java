package io.safire.internal.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.diagnosis.Finding;
import io.safire.error.DiscoveryException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests of bundles with several pages. */
class BrandPagesTest {

    private static final URI FIRST = URI.create("https://vendor.example/fhir/brands?status=active");

    private final SettableClock clock = new SettableClock();
    private final List<String> requested = new ArrayList<>();
    private final Map<String, Function<OutboundRequest, InboundResponse>> pages = new HashMap<>();

    @Test
    void readsAllPages() {
        publish(FIRST.toString(), page("A", "?page=2"));
        publish("https://vendor.example/fhir/brands?page=2", page("B", "more"));
        publish("https://vendor.example/fhir/more", page("C", "https://VENDOR.example:443/last"));
        publish("https://VENDOR.example:443/last", page("D", ""));
        BrandBundle bundle = createCache().bundle();
        assertThat(bundle.brands()).extracting(Brand::name).containsExactly("A", "B", "C", "D");
        assertThat(bundle.findings()).map(Finding::id).doesNotContain("SAFIRE-1209");
        assertThat(requested).hasSize(4);
    }

    @Test
    void linksResourcesOfDifferentPages() {
        publish(
                FIRST.toString(),
                "{\"resourceType\":\"Bundle\",\"link\":[{\"relation\":\"next\",\"url\":\"?page=2\"}],\"entry\":[{\"resource\":"
                        + "{\"resourceType\":\"Organization\",\"id\":\"1\",\"name\":\"A\",\"endpoint\":[{\"reference\":\"Endpoint/1\"}]}}]}");
        publish(
                "https://vendor.example/fhir/brands?page=2",
                "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"1\","
                        + "\"address\":\"https://fhir.example\"}}]}");
        BrandBundle bundle = createCache().bundle();
        assertThat(bundle.endpointsOf(bundle.brands().get(0))).hasSize(1);
        assertThat(bundle.findings()).isEmpty();
    }

    @Test
    void reportsPagesThatMustNotBeRead() {
        Map<String, String> obstacles = Map.of(
                "http://vendor.example/2",
                "must be https",
                "https://user@vendor.example/2",
                "user name",
                "https://other.example/2",
                "on another origin (https://other.example/2)",
                "https://vendor.example:8443/2",
                "on another origin",
                "https://169.254.169.254/2",
                "on another origin",
                "file:///etc/passwd",
                "the next page",
                "javascript:alert(1)",
                "the next page",
                "https://[",
                "malformed",
                "x".repeat(3_000),
                "malformed",
                FIRST + "#again",
                "an earlier page");
        obstacles.forEach((next, reason) -> {
            requested.clear();
            publish(FIRST.toString(), page("A", next));
            BrandBundle bundle = createCache().bundle();
            assertThat(bundle.brands()).as(next).hasSize(1);
            assertThat(missingPages(bundle)).as(next).contains("(pages read: 1)", reason, "safire.epic.endpoint-hosts");
            assertThat(requested).as(next).hasSize(1);
        });
    }

    @Test
    void followsFirstUsableOfSeveralLinks() {
        String next = "?page=2\"},{\"relation\":\"next\",\"url\":\"";
        publish(
                FIRST.toString(),
                page("A", "http://vendor.example/2\"},{\"relation\":\"next\",\"url\":\"" + next + "?page=3"));
        publish(
                "https://vendor.example/fhir/brands?page=2",
                page("B", "?page=4\"},{\"relation\":\"next\",\"url\":\"?page=4"));
        publish("https://vendor.example/fhir/brands?page=4", page("C", ""));
        BrandBundle bundle = createCache().bundle();
        assertThat(bundle.brands()).extracting(Brand::name).containsExactly("A", "B", "C");
        assertThat(bundle.findings())
                .filteredOn(finding -> finding.id().equals("SAFIRE-1209"))
                .extracting(Finding::message)
                .satisfiesExactly(
                        message -> assertThat(message).contains("(pages read: 1)", "must be https"),
                        message -> assertThat(message)
                                .contains("(pages read: 1)", "several different links to a next page"));
    }

    @Test
    void readsPagesOfListedHost() {
        publish(FIRST.toString(), page("A", "https://cdn.example/2"));
        publish("https://cdn.example/2", page("B", FIRST.toString()));
        BrandBundle bundle =
                createCache(Map.of("endpoint-hosts", "cdn.example")).bundle();
        assertThat(bundle.brands()).hasSize(2);
        assertThat(missingPages(bundle)).contains("(pages read: 2)", "an earlier page");
    }

    @Test
    void limitsNumberOfPages() {
        pages.put("", request -> ok(request.target(), page("A", "?page=" + requested.size())));
        BrandBundle bundle = createCache().bundle();
        assertThat(requested).hasSize(1_000);
        assertThat(bundle.brands()).hasSize(1_000);
        assertThat(missingPages(bundle)).contains("(pages read: 1000)", "more than 1000 pages");
    }

    @Test
    void limitsTimeOfAllPages() {
        pages.put("", request -> {
            clock.advance(Duration.ofSeconds(30));
            return ok(request.target(), page("A", "?page=" + requested.size()));
        });
        BrandBundle bundle = createCache().bundle();
        assertThat(requested).hasSize(5);
        assertThat(missingPages(bundle)).contains("(pages read: 5)", "longer than 120 s");
    }

    @Test
    void limitsSizeOfAllPages() {
        pages.put("", request -> ok(request.target(), page("A", "?page=" + requested.size()) + " ".repeat(300_000)));
        assertThatThrownBy(createCache(Map.of("brand-bundle-limit", "1"))::bundle)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("SAFIRE-1204 epic")
                .hasMessageContaining("bundle is longer than 1 MiB");
        assertThat(requested).hasSize(4);
    }

    @Test
    void usesReadPagesFor30SecondsIfPageFails() {
        for (Function<OutboundRequest, InboundResponse> failure : List.<Function<OutboundRequest, InboundResponse>>of(
                request -> new InboundResponse(request.target(), 503, Map.of(), new byte[0]),
                request -> new InboundResponse(request.target(), 404, Map.of(), new byte[0]),
                request -> ok(request.target(), "<html>"),
                request -> ok(request.target(), "{\"resourceType\":\"OperationOutcome\"}"),
                request -> {
                    throw new TransportException(
                            TransportException.FailureKind.NOT_CONNECTED, "Connection refused", request.target());
                })) {
            requested.clear();
            publish(FIRST.toString(), page("A", "?page=2"));
            pages.put("https://vendor.example/fhir/brands?page=2", failure);
            CachedBrandBundle cache = createCache();
            assertThat(missingPages(cache.bundle())).contains("(pages read: 1)", "https://vendor.example/fhir/brands");
            cache.bundle();
            assertThat(requested).hasSize(2);
            clock.advance(Duration.ofSeconds(30));
            publish("https://vendor.example/fhir/brands?page=2", page("B", ""));
            assertThat(cache.bundle().brands()).hasSize(2);
        }
    }

    @Test
    void usesStaleCopyIfPageFails() {
        publish(FIRST.toString(), page("A", "?page=2"));
        publish("https://vendor.example/fhir/brands?page=2", page("B", ""));
        CachedBrandBundle cache = createCache();
        BrandBundle complete = cache.bundle();
        pages.put(
                "https://vendor.example/fhir/brands?page=2",
                request -> new InboundResponse(request.target(), 503, Map.of(), new byte[0]));
        clock.advance(Duration.ofHours(1));
        assertThat(cache.bundle()).isSameAs(complete);
    }

    @Test
    void revalidatesEachPageByEtag() {
        String second = "https://vendor.example/fhir/brands?page=2";
        publishWithEtag(FIRST.toString(), page("A", "?page=2"), "\"1\"");
        publishWithEtag(second, page("B", ""), "\"2\"");
        CachedBrandBundle cache = createCache();
        BrandBundle complete = cache.bundle();
        clock.advance(Duration.ofHours(1));
        assertThat(cache.bundle()).isSameAs(complete);
        assertThat(requested).containsExactly(FIRST + " null", second + " null", FIRST + " \"1\"", second + " \"2\"");
        requested.clear();
        publishWithEtag(second, page("C", ""), "\"3\"");
        clock.advance(Duration.ofHours(1));
        assertThat(cache.bundle().brands()).extracting(Brand::name).containsExactly("A", "C");
        assertThat(requested).containsExactly(FIRST + " \"1\"", second + " \"2\"", FIRST + " null", second + " null");
    }

    private void publish(String url, String body) {
        pages.put(url, request -> ok(request.target(), body));
    }

    private void publishWithEtag(String url, String body, String etag) {
        pages.put(
                url,
                request -> etag.equals(request.etag())
                        ? new InboundResponse(request.target(), 304, Map.of(), new byte[0])
                        : new InboundResponse(request.target(), 200, Map.of("etag", etag), body.getBytes(UTF_8)));
    }

    private CachedBrandBundle createCache() {
        return createCache(Map.of());
    }

    private CachedBrandBundle createCache(Map<String, String> settings) {
        return new CachedBrandBundle(
                TestServers.epic(settings), this::send, clock, RequestObservers.NONE, FIRST, "the call");
    }

    private InboundResponse send(OutboundRequest request) {
        requested.add(request.target() + " " + request.etag());
        assertThat(request.authorization()).isNull();
        return pages.getOrDefault(request.target().toString(), pages.get("")).apply(request);
    }

    private static String missingPages(BrandBundle bundle) {
        return bundle.findings().stream()
                .filter(finding -> finding.id().equals("SAFIRE-1209"))
                .map(Finding::message)
                .findFirst()
                .orElse("");
    }

    private static InboundResponse ok(URI url, String body) {
        return new InboundResponse(url, 200, Map.of(), body.getBytes(UTF_8));
    }

    private static String page(String name, String next) {
        String link = next.isEmpty() ? "" : ",{\"relation\":\"next\",\"url\":\"" + next + "\"}";
        return "{\"resourceType\":\"Bundle\",\"link\":[{\"relation\":\"self\",\"url\":\"https://vendor.example\"}"
                + link + "],\"entry\":[{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"" + name + "\"}}]}";
    }
}
