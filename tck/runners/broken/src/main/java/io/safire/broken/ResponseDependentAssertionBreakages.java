package io.safire.broken;

import static io.safire.broken.AssertionBreakages.claims;
import static io.safire.broken.AssertionBreakages.hasAssertion;
import static io.safire.broken.AssertionBreakages.parseObject;
import static io.safire.broken.AssertionBreakages.secondsFromNow;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Deliberate defects that take claims of client assertions from other responses of the server. */
final class ResponseDependentAssertionBreakages {

    private static final AtomicInteger CLOCK_OFFSET_SECONDS = new AtomicInteger();
    private static final AtomicReference<OutboundRequest> METADATA_REQUEST = new AtomicReference<>();
    private static final AtomicReference<String> NEWER_AUDIENCE = new AtomicReference<>();

    private ResponseDependentAssertionBreakages() {}

    static List<Breakage> all() {
        return List.of(
                adjustToAnyDateHeader().reportedAs("Expecting code to raise a throwable", "to be between"),
                audienceOfNewerMetadata().breaks(329).reportedAs("Expecting all elements of: "));
    }

    /**
     * Sets {@code iat} and {@code exp} according to the {@code Date} header of the last response, whatever its status
     * and the clock difference.
     */
    private static Breakage adjustToAnyDateHeader() {
        Breakage dated = claims(
                "Times of the assertion are based on the `Date` header of any response",
                (claims, request) -> claims.add("iat", secondsFromNow(CLOCK_OFFSET_SECONDS.get() - 10))
                        .add("exp", secondsFromNow(CLOCK_OFFSET_SECONDS.get() + 290)),
                "AssertionSettingsTest.ignoresClockDifferenceOfMoreThanFiveMinutes",
                "AssertionSettingsTest.ignoresDateOfServerErrorAndCachedResponse");
        return Breakage.requests(
                dated.name(),
                (request, wire) -> {
                    InboundResponse response = dated.requests().around(request, wire);
                    response.header("date")
                            .ifPresent(date -> CLOCK_OFFSET_SECONDS.set((int) Duration.between(
                                            Instant.now(),
                                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                                    .toSeconds()));
                    return response;
                },
                dated.caughtBy().toArray(String[]::new));
    }

    /** Reads the metadata again, and uses the token endpoint of the new metadata as the audience. */
    private static Breakage audienceOfNewerMetadata() {
        Breakage readdressed = claims(
                "Assertion audience and token endpoint are taken from different versions of the metadata",
                (claims, request) -> claims.add("aud", NEWER_AUDIENCE.get()),
                "MetadataChangeTest.addressesAssertionToReceivingServer");
        return Breakage.requests(
                readdressed.name(),
                (request, wire) -> {
                    if (request.target().getPath().endsWith("/smart-configuration")) {
                        METADATA_REQUEST.set(request);
                    } else if (hasAssertion(request)) {
                        InboundResponse newer = wire.send(METADATA_REQUEST.get());
                        NEWER_AUDIENCE.set(
                                parseObject(new String(newer.body(), UTF_8)).getString("token_endpoint"));
                    }
                    return readdressed.requests().around(request, wire);
                },
                readdressed.caughtBy().toArray(String[]::new));
    }
}
