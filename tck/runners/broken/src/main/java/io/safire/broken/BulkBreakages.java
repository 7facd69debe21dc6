package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.bulk.BulkFile;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Deliberate defects in exports of bulk data. */
final class BulkBreakages {

    private static final String[] RANGE_TESTS = {
        "BulkFilesTest.continuesInterruptedDownload", "BulkFilesTest.continuesPartialFileOfEarlierRun"
    };
    private static final String KICK_OFF_TEST = "BulkExportTest.sendsHeadersAndParametersOfKickOff";

    private BulkBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.requests(
                                "Access token is sent with requests for files that require no token",
                                new TokenForSignedUrls(),
                                "BulkFilesTest.sendsNoTokenForSignedUrl")
                        .reportedAs("HTTP 400"),
                Breakage.calls(
                                "File on another origin is requested although it requires the access token",
                                BulkBreakages::withoutRequiredToken,
                                "BulkFilesTest.sendsNoTokenToOtherOrigin")
                        .reportedAs("Expecting empty but was: [RecordedRequest[endpoint=BULK_FILE"),
                Breakage.requests(
                                "Interrupted download requests the whole file again",
                                (request, wire) -> wire.send(withHeader(request, "Range", null)),
                                RANGE_TESTS)
                        .reportedAs("to match pattern: \"bytes="),
                Breakage.requests(
                                "Interrupted download continues without the validator of the file",
                                (request, wire) -> wire.send(withHeader(request, "If-Range", null)),
                                RANGE_TESTS)
                        .reportedAs("Expecting actual not to be empty"),
                Breakage.requests(
                                "Kick-off request asks the server to ignore unknown parameters",
                                (request, wire) ->
                                        wire.send(withHeader(request, "Prefer", "respond-async, handling=lenient")),
                                KICK_OFF_TEST)
                        .reportedAs("but was: \"respond-async, handling=lenient\""),
                Breakage.requests(
                                "Pages of a manifest after the first are ignored",
                                BulkBreakages::withoutLinks,
                                "BulkExportTest.readsAllPagesOfTheManifest")
                        .reportedAs("Expected size: 6 but was: 1"));
    }

    /** A defect that sends the access token of an earlier request with requests that have a signed URL. */
    private static final class TokenForSignedUrls implements RequestSender.RequestTampering {

        private final AtomicReference<@Nullable String> earlier = new AtomicReference<>();

        @Override
        public InboundResponse around(OutboundRequest request, RequestSender wire) {
            String authorization = request.authorization();
            if (authorization != null) {
                earlier.set(authorization);
            }
            boolean isSigned = String.valueOf(request.target().getQuery()).startsWith("signature=");
            return wire.send(isSigned ? with(request, earlier.get(), request.furtherHeaders()) : request);
        }
    }

    private static Object withoutRequiredToken(ApiCall call) throws Throwable {
        if (!call.isMethod("forEachLine")) {
            return call.proceed();
        }
        BulkFile file = call.argument(0, BulkFile.class);
        return call.proceedWith(0, BulkFile.of(file.type().orElse(null), file.url(), null, null, false));
    }

    /**
     * @param value the new value; null to remove the header
     */
    private static OutboundRequest withHeader(OutboundRequest request, String name, @Nullable String value) {
        if (!request.furtherHeaders().containsKey(name)) {
            return request;
        }
        Map<String, String> headers = new LinkedHashMap<>(request.furtherHeaders());
        headers.remove(name);
        if (value != null) {
            headers.put(name, value);
        }
        return with(request, request.authorization(), headers);
    }

    private static OutboundRequest with(
            OutboundRequest request, @Nullable String authorization, Map<String, String> headers) {
        return new OutboundRequest(
                request.method(),
                request.target(),
                authorization,
                request.etag(),
                request.contentType(),
                request.body(),
                request.repeatable(),
                request.maxResponseBytes(),
                request.authenticator(),
                headers,
                request.streamed());
    }

    private static InboundResponse withoutLinks(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        String text = new String(response.body(), UTF_8);
        byte[] renamed = text.replace("\"link\":", "\"x_link\":").getBytes(UTF_8);
        return text.contains("\"transactionTime\":")
                ? new InboundResponse(response.uri(), response.status(), response.headers(), renamed)
                : response;
    }
}
