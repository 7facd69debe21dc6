package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Deliberate defects in the caching and merging of brand bundles. */
final class BrandBreakages {

    private static final String[] ETAG_TESTS = {
        "BrandsTest.revalidatesCachedBundleByEtag", "BrandsTest.revalidatesCachedVendorBundleByEtag"
    };
    private static final String PRECEDENCE_TEST = "BrandsTest.prefersBrandsOfServerOverVendorBundle";
    private static final String PRIMARY_BRAND = "Safire Health";

    private BrandBreakages() {}

    static List<Breakage> all() {
        return List.of(
                etag("`If-None-Match` is missing from requests for brand bundles", etag -> null)
                        .breaks(413, 414, 425, 426)
                        .reportedAs("to contain exactly (and in same order): [\"\", "),
                etag("`If-None-Match` contains the `ETag` without `W/`", etag -> etag.replace("W/", ""))
                        .breaks(413, 414)
                        .reportedAs("to contain exactly (and in same order): [\"\", "),
                Breakage.requests(
                                "Brands of a server are ignored if its vendor lists the server",
                                BrandBreakages::withoutBrandsOfServer,
                                PRECEDENCE_TEST)
                        .breaks(415)
                        .reportedAs("to contain exactly (and in same order): [\"Safire Health\""),
                Breakage.requests(
                                "Brands are merged without regard to the identifiers of their organizations",
                                BrandBreakages::withoutIdentifiers,
                                "BrandsTest.mergesBundlesByOrganizationIdentifier")
                        .breaks(420)
                        .reportedAs("Safire of old"),
                Breakage.calls(
                                "Endpoint of the vendor takes precedence over the endpoint of the server",
                                BrandBreakages::withEndpointOfVendor,
                                PRECEDENCE_TEST)
                        .breaks(416)
                        .reportedAs("Entry of the vendor"));
    }

    /** A change to the value of {@code If-None-Match}. */
    @FunctionalInterface
    private interface EtagChange {
        @Nullable
        String apply(String etag);
    }

    private static Breakage etag(String name, EtagChange change) {
        return Breakage.requests(
                name,
                (request, wire) -> {
                    String etag = request.etag();
                    boolean isBundle =
                            String.valueOf(request.target().getPath()).endsWith("/brands");
                    return wire.send(etag == null || !isBundle ? request : withEtag(request, change.apply(etag)));
                },
                ETAG_TESTS);
    }

    private static OutboundRequest withEtag(OutboundRequest request, @Nullable String etag) {
        return new OutboundRequest(
                request.method(),
                request.target(),
                request.authorization(),
                etag,
                request.contentType(),
                request.body(),
                request.repeatable(),
                request.maxResponseBytes(),
                request.authenticator());
    }

    private static InboundResponse withoutBrandsOfServer(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        byte[] empty = "{\"resourceType\":\"Bundle\"}".getBytes(UTF_8);
        return new String(response.body(), UTF_8).contains(PRIMARY_BRAND)
                ? new InboundResponse(response.uri(), response.status(), response.headers(), empty)
                : response;
    }

    private static InboundResponse withoutIdentifiers(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        String text = new String(response.body(), UTF_8);
        byte[] renamed = text.replace("\"identifier\":", "\"x_identifier\":").getBytes(UTF_8);
        return text.startsWith("{\"resourceType\":\"Bundle\"")
                ? new InboundResponse(response.uri(), response.status(), response.headers(), renamed)
                : response;
    }

    private static Object withEndpointOfVendor(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (!call.isMethod("brands") || !call.hasArgument(0, URI.class)) {
            return result;
        }
        BrandBundle bundle = (BrandBundle) result;
        UnaryOperator<BrandEndpoint> change = endpoint ->
                BrandEndpoint.of(endpoint.id(), endpoint.url(), "Entry of the vendor", List.of(), null, null, null);
        return BrandBundle.of(
                bundle.source(),
                bundle.timestamp().orElse(null),
                null,
                bundle.brands(),
                bundle.endpoints().stream().map(change).toList(),
                bundle.findings());
    }
}
